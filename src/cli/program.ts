import { Command, CommanderError } from "commander";
import { NeurogliaError } from "../errors.js";
import { versionOfNeuroglia } from "../sweep/node/version.js";
import { declareKernel } from "./kernel.js";
import { declareLab } from "./lab.js";
import { status } from "./status.js";
import { addSweepCommands } from "./sweep.js";

/** A published model as a subcommand of `neuroglia reproduce`. */
export interface PaperCommand {
  /** The subcommand, e.g. `nalsm-2021`. */
  readonly name: string;
  readonly title: string;
  /** Authors, year, journal or conference, identifier. */
  readonly reference: string;
  readonly variants: readonly string[];
  /** Declares options and help on a fresh subcommand. */
  declare(command: Command): void;
  /**
   * Reads the parsed options, runs the paper, writes what was asked for.
   * @returns the exit status
   * @throws NeurogliaError on bad input
   */
  run(options: Record<string, unknown>, commandLine: string): Promise<number>;
}

/** A paper that is read in only when it is asked for: most of them carry a network of their own. */
export interface LazyPaper {
  readonly name: string;
  load(): Promise<PaperCommand>;
}

/** The paper that the arguments name; all of them for a list; none for any other command. */
const papersFor = ([command, name]: readonly string[], papers: readonly LazyPaper[]): readonly LazyPaper[] => {
  if (command !== "reproduce") return [];
  const named = papers.filter((paper) => paper.name === name);
  return named.length > 0 ? named : papers;
};

const listOf = (papers: readonly PaperCommand[]): string =>
  [
    "Papers that can be reproduced:",
    "",
    ...papers.flatMap((paper) => [
      `  ${paper.name}`,
      `      ${paper.title}`,
      `      ${paper.reference}`,
      `      variants: ${paper.variants.join(", ")}`,
      "",
    ]),
    "`neuroglia reproduce PAPER --help` tells the options of each, what they mean and how long it takes.",
    "",
  ].join("\n");

const overview = `
Examples:
  neuroglia reproduce                            the papers, with their references and variants
  neuroglia reproduce nalsm-2021                 a minute of NALSM-1000 on MNIST, next to the published figures
  neuroglia reproduce nalsm-2021 --help          what can be varied
  neuroglia lab                                  networks in a browser, to watch and to change
  neuroglia reproduce brunel-2000 --state B      12,500 neurons for two seconds, next to the published rate
  neuroglia sweep FILE                           a trial for every point of a space of parameters
  neuroglia sweep --help                         what a sweep file is
  neuroglia kernel FILE.ts                       a model of your own: its kernel, from AssemblyScript

Exit status: 0 if the run completed, 2 for bad input, 3 if trials of a sweep failed, 130 if interrupted, 1 for a fault of
neuroglia itself.
`;

/** One line, whatever the message was. */
const line = (message: string): string => `neuroglia: ${message.trim().replace(/\s*\n\s*/g, " ")}\n`;

const buildProgram = (papers: readonly PaperCommand[], commandLine: string, end: (code: number) => void): Command => {
  const program = new Command("neuroglia")
    .description("Spiking neural networks, and the astrocytes that tune them.")
    .version(versionOfNeuroglia(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .configureOutput({ writeErr: () => {} })
    .exitOverride()
    .addHelpText("after", overview);
  const reproduce = program
    .command("reproduce")
    .summary("run a published model and print its figures beside the authors'")
    .description(
      "Runs a published model and prints its figures beside the authors'. Without a paper: lists the papers.",
    )
    .usage("[paper] [options]")
    .argument("[paper]", "one of the papers below")
    .helpCommand(false)
    .addHelpText("after", `\n${listOf(papers)}`)
    .action((name: string | undefined) => {
      if (name !== undefined)
        throw new NeurogliaError({
          code: "unknown-paper",
          what: "paper",
          where: "reproduce",
          expected: `one of ${papers.map((paper) => paper.name).join(", ")}`,
          got: name,
        });
      process.stdout.write(listOf(papers));
    });
  for (const paper of papers) {
    const command = reproduce.command(paper.name).summary(paper.title).helpCommand(false);
    paper.declare(command);
    command.action(async (options: Record<string, unknown>) => end(await paper.run(options, commandLine)));
  }
  addSweepCommands(program, commandLine, end);
  declareLab(program);
  declareKernel(program);
  return program;
};

/** A reader that goes away (`neuroglia … | head`) ends neither the run nor its report. */
const outliveReaders = (): void => {
  for (const stream of [process.stdout, process.stderr])
    if (stream.listenerCount("error") === 0)
      stream.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
      });
};

/**
 * The `neuroglia` command: parses, runs, and turns every fault into one line on stderr.
 *
 * @param argv arguments after the script's name
 * @returns the exit status, see {@link status}
 */
export const runCommandLine = async (argv: readonly string[], known: readonly LazyPaper[]): Promise<number> => {
  outliveReaders();
  let code: number = status.completed;
  const commandLine = ["neuroglia", ...argv.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg}'`))].join(" ");
  try {
    const papers = await Promise.all(papersFor(argv, known).map((paper) => paper.load()));
    await buildProgram(papers, commandLine, (ended) => (code = ended)).parseAsync(argv.length > 0 ? argv : ["--help"], {
      from: "user",
    });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return status.completed;
      process.stderr.write(line(error.message.replace(/^error: /, "")));
      return status.badInput;
    }
    if (process.env.NEUROGLIA_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    if (error instanceof NeurogliaError) {
      process.stderr.write(line(error.message));
      return status.badInput;
    }
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(line(`internal error: ${message} (NEUROGLIA_DEBUG=1 prints the stack)`));
    return status.internalError;
  }
};
