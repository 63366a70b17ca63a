/** Hashes of 1,000 ms of the Lab's networks with their defaults and seed 1: a change needs a reason in CHANGELOG.md. */
export const goldenLab: Readonly<Record<string, string>> = {
  "vogels-abbott-2005": "96c4b1fab0113ca7",
  "brunel-2000": "13f855c7cb21ab98",
  "izhikevich-2003": "f15825a9a2cfdf42",
  "nalsm-2021": "5a747ef151e28c2d",
};
