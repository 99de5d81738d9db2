import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { confess, endQuietlyOnClosedPipe, warn } from './commands/output.ts';
import { equationFormats, formats } from './commands/output-format.ts';

const leastNode = 22;

/** Reads the command line, then imports only the command that was asked for. Resolves to the exit code. */
async function main(words: readonly string[]): Promise<number> {
  if (Number.parseInt(process.versions.node, 10) < leastNode) {
    return fail(`needs Node.js ${leastNode} or newer, and this is ${process.versions.node}`);
  }
  endQuietlyOnClosedPipe();
  try {
    const outcome = { exitCode: 0 };
    await createProgram(outcome).parseAsync(words, { from: 'user' });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // By name, because importing their classes would load files before a command asks for them.
    if (error instanceof Error && ['InputError', 'UsageError'].includes(error.name)) return fail(error.message);
    return confess(error);
  }
}

function fail(message: string): number {
  warn(message);
  return 2;
}

/** The command line; a command that fails a check leaves its exit code in `outcome`. */
function createProgram(outcome: { exitCode: number }): Command {
  const program = new Command('backstep')
    .description('Steps backpropagation forwards and back, one equation at a time.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({ outputError: (message) => warn(onOneLine(message)) })
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .helpCommand(true)
    .hook('preAction', (_, command) => {
      const { json, format } = command.opts();
      if (json === true && format !== 'json') command.error(`--json and --format ${format} contradict each other`);
    });
  const format = (choices: readonly string[] = formats) =>
    new Option('--format <format>', 'how to print').choices(choices).default('text');
  const json = () => new Option('--json', 'short for --format json').implies({ format: 'json' });

  program
    .argument(
      '[lesson|file]',
      'a lesson (backstep lessons lists them; lecture unless given), a network file or a session',
    )
    .option('--resume', 'open the last session where it was left')
    .option('--ascii', 'draw with ASCII characters only')
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .option('--no-alt-screen', 'leave the last screen where it is at the end')
    .option('--screen-reader', 'say what happens, in a line a step (as INK_SCREEN_READER=true does)')
    .action(async (lessonOrFile, options) => (await import('./commands/open.tsx')).open(lessonOrFile, options));
  const subject = ['[lesson|file]', 'a lesson, or a network file; - is standard input', 'lecture'] as const;
  program
    .command('lessons')
    .description('list the lessons')
    .addOption(format())
    .addOption(json())
    .action(async ({ format: as }) => (await import('./commands/list-lessons.ts')).listLessons(as));
  program
    .command('trace')
    .description('print every step: name, formula, numbers put in, value')
    .argument(...subject)
    .option('--epochs <count>', 'epochs 1 to this one', wholeNumber, 1)
    .addOption(format(equationFormats))
    .addOption(json())
    .action(async (lessonOrFile, { epochs, format: as }) =>
      (await import('./commands/trace.ts')).trace(lessonOrFile, epochs, as),
    );
  program
    .command('train')
    .description('print the error by epoch, then the final parameters')
    .argument(...subject)
    .option('--epochs <count>', 'how many epochs; with --until, at most so many', wholeNumber)
    .option('--until <error>', 'stop as soon as E_total is no larger', amount)
    .addOption(format())
    .addOption(json())
    .action(async (lessonOrFile, { epochs, until, format: as }) => {
      if (epochs === undefined && until === undefined) {
        program.error('train needs --epochs COUNT or --until ERROR');
      }
      outcome.exitCode = await (await import('./commands/train.ts')).train(lessonOrFile, { epochs, until }, as);
    });
  program
    .command('explain')
    .description('print where a quantity comes from: w5 or dE_total/dw5, delta_h1, w5+')
    .argument('<quantity>', "a quantity's name; a parameter's stands for its derivative")
    .argument(...subject)
    .option('--epoch <number>', 'in the last update of this epoch', fromOne, 1)
    .option('--update <number>', 'in this update, counted over all epochs', fromOne)
    .addOption(format(equationFormats))
    .addOption(json())
    .action(async (quantity, lessonOrFile, { epoch, update, format: as }) =>
      (await import('./commands/explain.ts')).explain(quantity, lessonOrFile, { epoch, update }, as),
    );
  program
    .command('check')
    .description('compare every gradient with a central difference of E_total; exit with 1 where one disagrees')
    .argument(...subject)
    .option('--epoch <number>', 'in the first update of this epoch', fromOne, 1)
    .option('--update <number>', 'in this update, counted over all epochs', fromOne)
    .addOption(format())
    .addOption(json())
    .action(async (lessonOrFile, { epoch, update, format: as }) => {
      outcome.exitCode = await (await import('./commands/check.ts')).check(lessonOrFile, { epoch, update }, as);
    });
  program
    .command('practice')
    .description('ask for quantities of the first update, and say what is wrong with a wrong answer')
    .argument('[names...]', "quantities (w2 or dE_total/dw2; else the lesson's own), then a lesson or a network file")
    .option('--ascii', 'write with ASCII characters only')
    .action(async (names, options) => (await import('./commands/practice.ts')).practice(names, options));
  program
    .command('code')
    .description('print a PyTorch program that does the same')
    .argument(...subject)
    .option('--epochs <count>', 'how many epochs it trains for', wholeNumber, 1)
    .action(async (lessonOrFile, { epochs }) => (await import('./commands/code.ts')).code(lessonOrFile, epochs));
  program
    .command('schema')
    .description('print the JSON Schema of the network file')
    .action(async () => (await import('./commands/schema.ts')).schema());
  return program;
}

/** Commander's message and its suggestion, without its own heading. */
function onOneLine(message: string): string {
  return message
    .replace(/^error: /, '')
    .trim()
    .replace(/\s*\n\s*/g, ' ');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
  return value;
}

function fromOne(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('They count from 1.');
  return value;
}

function amount(text: string): number {
  const value = /^[\d.]+(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('Expected a number greater than 0.');
  return value;
}

process.exitCode = await main(process.argv.slice(2));
