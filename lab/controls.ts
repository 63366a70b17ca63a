import { element } from "./element.js";
import { type Control, faultOf, type NumberControl, type Values, type WordControl } from "./networks/network.js";

/** Called with a control's new value; `isLast` once the slider is let go. */
export type Change = (control: Control, value: number | string, isLast: boolean) => void;

const caption = ({ label, meaning }: Control, unit: string, id: string, back?: HTMLElement): HTMLElement[] => [
  element("label", { htmlFor: id, className: "control-name" }, label),
  ...(unit ? [element("span", { className: "control-unit" }, unit)] : []),
  element(
    "span",
    { className: "control-meaning" },
    ...(back ? [back] : []),
    element("span", { id: `${id}-meaning` }, meaning),
  ),
];

const slider = (control: NumberControl, value: number, change: Change): HTMLElement => {
  const { name, min, max, step, unit, label } = control;
  const id = `control-${name}`;
  const common = { min, max, "aria-describedby": `${id}-meaning` };
  const range = element("input", { ...common, type: "range", id, step: "any", value });
  const box = element("input", {
    ...common,
    type: "number",
    step: "any",
    value: value,
    "aria-label": `${label}, exactly`,
  });
  const back = element(
    "button",
    { type: "button", className: "control-default", "aria-label": `${label} back to its default, ${control.default}` },
    `default ${control.default}`,
  );
  const show = (now: number): void => {
    range.valueAsNumber = now;
    box.value = String(now);
    box.setCustomValidity("");
    back.disabled = now === control.default;
  };
  show(value);
  back.onclick = () => {
    show(control.default);
    range.focus();
    change(control, control.default, true);
  };
  const snapped = (raw: number): number => {
    const near = Number((min + Math.round((raw - min) / step) * step).toPrecision(12));
    return Math.min(max, Math.max(min, near));
  };
  const slid = (isLast: boolean): void => {
    const now = snapped(range.valueAsNumber);
    show(now);
    change(control, now, isLast);
  };
  range.oninput = () => slid(false);
  range.onchange = () => slid(true);
  range.onkeydown = (event) => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    range.valueAsNumber = snapped(range.valueAsNumber + steps * step);
    slid(true);
  };
  box.onchange = () => {
    const given = box.valueAsNumber;
    const fault = faultOf(control, given);
    if (fault) {
      box.setCustomValidity(`${fault}${unit && ` ${unit}`}`);
      box.reportValidity();
      return;
    }
    show(given);
    change(control, given, true);
  };
  return element("div", { className: "control" }, ...caption(control, unit, id, back), box, range);
};

const choice = (control: WordControl, value: string, change: Change): HTMLElement => {
  const id = `control-${control.name}`;
  const select = element(
    "select",
    { id, "aria-describedby": `${id}-meaning` },
    ...Object.entries(control.words).map(([word, meaning]) =>
      element("option", { value: word, selected: word === value }, meaning),
    ),
  );
  select.onchange = () => change(control, select.value, true);
  return element("div", { className: "control control-choice" }, ...caption(control, "", id), select);
};

/** The controls of a network with their present values: those that act at once, then those that restart it. */
export const controlsOf = (controls: readonly Control[], values: Values, change: Change): HTMLElement[] =>
  [
    { title: "Act at once", live: true },
    { title: "Restart the network", live: false },
  ].map(({ title, live }) =>
    element(
      "fieldset",
      { className: live ? "live" : "restarting" },
      element("legend", {}, title),
      ...controls
        .filter((control) => control.live === live)
        .map((control) =>
          control.kind === "number"
            ? slider(control, values[control.name] as number, change)
            : choice(control, values[control.name] as string, change),
        ),
    ),
  );
