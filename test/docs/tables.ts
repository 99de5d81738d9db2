import type { Command } from 'commander';
import { createCommandLine } from '../../src/commands/command-line.ts';
import { descriptionOf, firstSentence } from '../../src/commands/list-lessons.ts';
import { activationNames } from '../../src/engine/models/activations.ts';
import { lossNames } from '../../src/engine/models/losses.ts';
import { initializerNames } from '../../src/engine/training/initializers.ts';
import { hyperparametersOf, optimizerNames, optimizers } from '../../src/engine/training/optimizers.ts';
import { lossFormulas } from '../../src/files/file-messages.ts';
import { panelAndPictureNames } from '../../src/files/view-names.ts';
import { lessons } from '../../src/lessons/lessons.ts';
import { unicode } from '../../src/notation/glyphs.ts';
import { keyText } from '../../src/notation/key-text.ts';
import type { Action } from '../../src/ui/actions/action.ts';
import { english } from '../../src/ui/messages/en/english.ts';
import { modes } from '../../src/ui/modes/mode-table.ts';

export function markdownTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string): string => `\`${text}\``;

export function keyTable(mode: keyof typeof modes): string {
  return markdownTable(
    ['key', 'what it does'],
    modes[mode].actions.map((action) => [keyNames(action), action.words.help]),
  );
}

/** What each slip is. X is the quantity that it is about. */
export function slipTable(): string {
  const facts = {
    isAnswer: false,
    about: 'X',
    path: 'X',
    hasOneOutput: false,
    extent: 'one',
    glyphs: unicode,
  } as const;
  return markdownTable(
    ['slip', 'what it is'],
    Object.entries(english.slips).map(([name, words]) => [code(name), words(facts)]),
  );
}

/** The keys whose help is another one if the experiment has a formula. */
export function formulaKeyTable(): string {
  const rows = modes.stepping.actions.flatMap((action) =>
    action.words.helpInFormulas === undefined ? [] : [[keyNames(action), action.words.helpInFormulas]],
  );
  return markdownTable(['key', 'what it does in a formula'], rows);
}

function keyNames({ keys, keysText }: Action): string {
  return keysText === undefined ? keys.map((key) => code(keyText(key, unicode))).join(' ') : code(keysText);
}

/** The signs on the screen of a network or of a formula. */
export function signTable(legend: keyof typeof english & ('legend' | 'formulaLegend')): string {
  return markdownTable(
    ['sign', 'what it means'],
    english[legend](unicode).map(({ sign, meaning }) => [code(sign), meaning]),
  );
}

export function lessonTable(): string {
  return markdownTable(
    ['lesson', 'what to look for'],
    [...lessons].map(([name, lesson]) => [code(name), firstSentence(descriptionOf(lesson))]),
  );
}

export function lossTable(): string {
  return markdownTable(
    ['loss', 'E_total of a sample'],
    lossNames.map((name) => [name, lossFormulas[name]]),
  );
}

/** The hyperparameters of each optimizer with their defaults. */
export function optimizerTable(): string {
  return markdownTable(
    ['method', 'further settings and their defaults'],
    optimizerNames.map((name) => {
      const settings = Object.entries(hyperparametersOf(name)).map(([key, range]) => `${key} ${range.default}`);
      const flags = optimizers[name].hasNesterov ? ['nesterov false (true needs momentum and no dampening)'] : [];
      return [name, [...settings, ...flags].join(', ')];
    }),
  );
}

/** The names that each field of a network file allows. */
export function nameTable(): string {
  return markdownTable(
    ['field', 'names'],
    [
      ['`activation` of a layer', activationNames.join(', ')],
      ['`loss`', lossNames.join(', ')],
      ['`init.method` of a layer', initializerNames.join(', ')],
      ['`panel` of a chapter', panelAndPictureNames.join(', ')],
    ],
  );
}

export function commandTable(): string {
  const program = createCommandLine();
  return markdownTable(
    ['command', 'what it does'],
    program.commands.map((command) => [code(`backstep ${command.name()} ${command.usage()}`), command.description()]),
  );
}

/** One section for the program and one for each command, with a table of its arguments and options. */
export function optionTables(): string {
  const program = createCommandLine();
  const sections = [
    `### backstep [lesson|file]\n\n${program.description()}\n\n${optionTable(program)}`,
    ...program.commands.map(
      (command) => `### backstep ${command.name()}\n\n${command.description()}\n\n${optionTable(command)}`,
    ),
  ];
  return sections.join('\n\n');
}

function optionTable(command: Command): string {
  const parameters = command.registeredArguments.map((argument) => {
    const name = argument.variadic ? `${argument.name()}...` : argument.name();
    return [
      code(argument.required ? `<${name}>` : `[${name}]`),
      withDefault(argument.description, argument.defaultValue),
    ];
  });
  const options = command.options.map(({ flags, description, defaultValue }) => [
    code(flags),
    withDefault(description, defaultValue),
  ]);
  const rows = [...parameters, ...options];
  return rows.length === 0 ? 'It has no options.' : markdownTable(['argument or option', 'what it is'], rows);
}

/** A description, followed by the default if that is a string or a number. */
function withDefault(description: string, defaultValue: unknown): string {
  const hasDefault = typeof defaultValue === 'string' || typeof defaultValue === 'number';
  return hasDefault ? `${description} (default: ${defaultValue})` : description;
}
