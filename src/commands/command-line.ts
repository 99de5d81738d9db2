import { Argument, Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { defaultLesson } from '../lessons/default-lesson.ts';
import { languages } from '../notation/numpy/snippets.ts';
import type { CodeOptions } from './code.ts';
import { commandMessages } from './command-messages.ts';
import { type CommandName, commandNames } from './command-names.ts';
import { type ExperimentSource, formulaOption } from './experiment-source.ts';
import type { ExplainOptions } from './explain.ts';
import type { MarkOptions } from './mark-numbers.ts';
import type { OpenOptions } from './open.tsx';
import { parsePositiveNumber, parseWholeNumber, parseWholeNumberFromOne } from './option-parsers.ts';
import { warn } from './output.ts';
import { type EquationFormat, equationFormats, type Format, formats } from './output-format.ts';
import type { PracticeOptions } from './practice.ts';
import type { Goal } from './training-loop.ts';
import type { UpdateOption } from './update-option.ts';

/*
 * The commands, their arguments and their options. Each command's module is imported only when the command runs, so
 * that the program starts quickly.
 */

const { program: programHelp, commands: help, options: optionMessages } = commandMessages;

/** For each command, the function that adds its description, arguments, options and action. */
const configureCommands: Readonly<
  Record<CommandName, (command: Command, afterFirstFrame: () => Promise<void>) => void>
> = {
  lessons: configureLessons,
  trace: configureTrace,
  train: configureTrain,
  explain: configureExplain,
  check: configureCheck,
  practice: configurePractice,
  mark: configureMark,
  code: configureCode,
  schema: configureSchema,
};

/** Without a command, the program opens the stepper, which calls `afterFirstFrame` soon after its first frame. */
export function createCommandLine(afterFirstFrame: () => Promise<void> = async () => undefined): Command {
  const program = new Command('backstep')
    .description(programHelp.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ outputError: (message) => warn(onOneLine(message)) })
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .helpCommand(true)
    .hook('preAction', (_, command) => rejectContradiction(command));
  configureStepper(program, afterFirstFrame);
  for (const name of commandNames) configureCommands[name](program.command(name), afterFirstFrame);
  return program;
}

function configureStepper(program: Command, afterFirstFrame: () => Promise<void>): void {
  program
    .argument('[lesson|file]', programHelp.lessonOrFile)
    .option('--resume', programHelp.resume)
    .option('--ascii', programHelp.ascii)
    .option('--no-color', programHelp.noColor)
    .option('--no-alt-screen', programHelp.noAltScreen)
    .option('--fast-line', programHelp.fastLine)
    .option('--screen-reader', programHelp.screenReader)
    .addOption(formulaText())
    .action(async (name: string | undefined, options: OpenOptions & WithFormula) => {
      const { open } = await import('./open.tsx');
      await open(options.formula === undefined ? name : { formula: options.formula }, options, afterFirstFrame);
    });
}

function configureLessons(command: Command): void {
  command
    .description(help.lessons.description)
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .action(async ({ format }: WithFormat<Format>) => {
      const { listLessons } = await import('./list-lessons.ts');
      await listLessons(format);
    });
}

function configureTrace(command: Command): void {
  command
    .description(help.trace.description)
    .addArgument(lessonArgument())
    .option('--epochs <count>', help.trace.epochs, parseWholeNumber, 1)
    .addOption(formatOption(equationFormats))
    .addOption(jsonOption())
    .addOption(formulaText())
    .action(
      async (name: string, { epochs, format, formula }: WithEpochs & WithFormula & WithFormat<EquationFormat>) => {
        const { trace } = await import('./trace.ts');
        await trace(sourceFrom(name, formula), epochs, format);
      },
    );
}

function configureTrain(command: Command): void {
  command
    .description(help.train.description)
    .addArgument(lessonArgument())
    .option('--epochs <count>', help.train.epochs, parseWholeNumber)
    .option('--until <error>', help.train.until, parsePositiveNumber)
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addOption(formulaText())
    .action(async (name: string, { format, epochs, until, formula }: Goal & WithFormula & WithFormat<Format>) => {
      if (epochs === undefined && until === undefined) command.error(commandMessages.train.noGoal);
      const { train } = await import('./train.ts');
      process.exitCode = await train(sourceFrom(name, formula), { epochs, until }, format);
    });
}

function configureExplain(command: Command): void {
  command
    .description(help.explain.description)
    .argument('<quantity>', help.explain.quantity)
    .addArgument(lessonArgument())
    .option('--epoch <number>', help.explain.epoch, parseWholeNumberFromOne, 1)
    .option('--update <number>', optionMessages.update, parseWholeNumberFromOne)
    .addOption(formatOption(equationFormats))
    .addOption(jsonOption())
    .option('--why', help.explain.why)
    .addOption(formulaText())
    .action(async (quantity: string, name: string, options: ExplainOptions & WithFormula) => {
      const { explain } = await import('./explain.ts');
      await explain(quantity, sourceFrom(name, options.formula), options);
    });
}

function configureCheck(command: Command): void {
  command
    .description(help.check.description)
    .addArgument(lessonArgument())
    .option('--epoch <number>', help.check.epoch, parseWholeNumberFromOne, 1)
    .option('--update <number>', optionMessages.update, parseWholeNumberFromOne)
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addOption(formulaText())
    .action(async (name: string, options: UpdateOption & WithFormula & WithFormat<Format>) => {
      const { check } = await import('./check.ts');
      process.exitCode = await check(sourceFrom(name, options.formula), options, options.format);
    });
}

function configurePractice(command: Command): void {
  command
    .description(help.practice.description)
    .argument('[names...]', help.practice.names)
    .option('--update <number>', help.practice.update, parseWholeNumberFromOne, 1)
    .option('--ascii', help.practice.ascii)
    .addOption(formulaText())
    .action(async (names: readonly string[], options: PracticeOptions) => {
      const { practice } = await import('./practice.ts');
      await practice(names, options);
    });
}

function configureMark(command: Command, afterFirstFrame: () => Promise<void>): void {
  command
    .description(help.mark.description)
    .argument('[numbers...]', help.mark.numbers)
    .option('--epoch <number>', help.mark.epoch, parseWholeNumberFromOne, 1)
    .option('--update <number>', optionMessages.update, parseWholeNumberFromOne)
    .option('--list-names', help.mark.listNames)
    .option('--show-answers', help.mark.showAnswers)
    .option('--open', help.mark.open)
    .addOption(formatOption(formats))
    .addOption(jsonOption())
    .addOption(formulaText())
    .action(async (numbers: readonly string[], options: MarkOptions) => {
      const { markNumbers } = await import('./mark-numbers.ts');
      process.exitCode = await markNumbers(numbers, options, afterFirstFrame);
    });
}

function configureCode(command: Command): void {
  command
    .description(help.code.description)
    .addArgument(lessonArgument())
    .option('--epochs <count>', help.code.epochs, parseWholeNumber, 1)
    .addOption(new Option('--language <language>', help.code.language).choices(languages).default('pytorch'))
    .option('--print', help.code.print)
    .addOption(new Option('--snippet <language>', help.code.snippet).choices(languages))
    .addOption(formulaText())
    .action(async (name: string, { formula, ...options }: CodeOptions & WithFormula) => {
      const { code } = await import('./code.ts');
      await code(sourceFrom(name, formula), options);
    });
}

function configureSchema(command: Command): void {
  command.description(help.schema.description).action(async () => {
    const { schema } = await import('./schema.ts');
    await schema();
  });
}

interface WithFormat<Name> {
  readonly format: Name;
}

interface WithFormula {
  readonly formula?: string;
}

/** The source of an experiment. The text of a formula takes the place of the lesson or file. */
function sourceFrom(name: string, formula: string | undefined): ExperimentSource {
  return formula === undefined ? name : { formula };
}

function formulaText(): Option {
  return new Option(`${formulaOption} <text>`, optionMessages.formula);
}

interface WithEpochs {
  readonly epochs: number;
}

function lessonArgument(): Argument {
  return new Argument('[lesson|file]', optionMessages.lessonOrFile).default(defaultLesson);
}

function formatOption(choices: readonly string[]): Option {
  return new Option('--format <format>', optionMessages.format).choices(choices).default('text');
}

function jsonOption(): Option {
  return new Option('--json', optionMessages.json).implies({ format: 'json' });
}

/** The commands whose arguments are names, so that --formula may follow them. */
const takesNames = ['practice', 'mark'];

/** Ends the program if --json is combined with a different format, or --formula with a lesson or a file. */
function rejectContradiction(command: Command): void {
  const { json, format, formula } = command.opts<{ readonly json?: boolean; readonly format?: string } & WithFormula>();
  if (json === true && format !== undefined && format !== 'json') command.error(optionMessages.contradiction(format));
  const [lessonOrFile] = command.args.slice(command.name() === 'explain' ? 1 : 0);
  if (formula !== undefined && lessonOrFile !== undefined && !takesNames.includes(command.name())) {
    command.error(optionMessages.formulaAndFile(lessonOrFile));
  }
}

/** Commander's message and its suggestion on one line, without the prefix "error: ". */
function onOneLine(message: string): string {
  return message
    .replace(/^error: /, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
