import { inGlyphs } from '../../notation/glyphs.ts';
import { keyText } from '../../notation/key-text.ts';
import { type Action, type ActionGroup, refusalOf } from '../actions/action.ts';
import { type Row, wrapped } from '../draw/rows.ts';
import { wordsOf } from '../messages/word-table.ts';
import { isDenseView, type View } from '../state/view.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { practiceMode } from './practice-mode.ts';
import { promptMode } from './prompt-mode.ts';
import { steppingMode } from './stepping-mode.ts';

const groups: readonly ActionGroup[] = ['step', 'look', 'show', 'try', 'program'];

/** A key and what it does, or a sign and what it means. */
interface HelpEntry {
  readonly left: string;
  readonly right: string;
  readonly isFaint?: boolean;
}

/** Entries below a title. Sections of stepping keys have no title. */
interface HelpSection {
  readonly title?: string;
  readonly entries: readonly HelpEntry[];
}

/** The lesson's description, the keys of stepping, the signs, and the keys of the modes in which the user types. */
export function helpRows(view: View, columns: number): readonly Row[] {
  const sections = [...keySections(view), signSection(view), ...typingSections(view)];
  const entries = sections.flatMap((section) => section.entries);
  const leftWidth = Math.max(...entries.map(({ left }) => left.length));
  return [
    ...descriptionRows(view, columns),
    ...sections.flatMap(({ title, entries }, index): readonly Row[] => [
      ...(index === 0 ? [] : [[]]),
      ...(title === undefined ? [] : [[{ text: title, part: 'title' } as const]]),
      ...entries.flatMap((entry) => entryRows(entry, leftWidth, columns)),
    ]),
  ];
}

/** The help for a screen reader: the lesson's description, then one line for each action. */
export function helpText(view: View): string {
  const { messages, experiment } = view;
  const { description } = experiment;
  const lines = [...keySections(view), ...typingSections(view)].flatMap(({ title, entries }) => [
    ...(title === undefined ? [] : [`${title}:`]),
    ...entries.map(({ left, right }) => messages.speech.key(left, right)),
  ]);
  return [...(description === '' ? [] : [description]), ...lines, messages.speech.endOfHelp].join('\n');
}

function descriptionRows({ experiment, glyphs }: View, columns: number): readonly Row[] {
  const { name, description } = experiment;
  if (description === '') return [];
  const rows = wrapped(inGlyphs(description, glyphs), columns).map((text): Row => [{ text }]);
  return [[{ text: name, part: 'title' }], ...rows, []];
}

function keySections(view: View): readonly HelpSection[] {
  return groups.map((group) => ({
    entries: steppingMode.actions.filter((action) => action.group === group).map((action) => keyEntry(view, action)),
  }));
}

function typingSections(view: View): readonly HelpSection[] {
  const { help } = view.messages;
  const section = (title: string, { actions }: ModeDefinition): HelpSection => ({
    title,
    entries: actions.filter(({ group }) => group === 'answer').map((action) => keyEntry(view, action)),
  });
  return [section(help.practiceKeys, practiceMode), section(help.promptKeys, promptMode)];
}

function signSection(view: View): HelpSection {
  const { glyphs, messages } = view;
  const legend = isDenseView(view) ? messages.legend : messages.formulaLegend;
  const entries = legend(glyphs).map(({ sign, meaning }) => ({ left: sign, right: meaning }));
  return { title: messages.help.legend, entries };
}

/** The keys of an action and what it does. If the action is disabled, the reason is in brackets. */
function keyEntry(view: View, action: Action): HelpEntry {
  const { model, glyphs, messages } = view;
  const { helpInFormulas, refusals, ...words } = wordsOf(messages.actions, action);
  const help = (isDenseView(view) ? undefined : helpInFormulas) ?? words.help;
  const reason = refusalOf(action, model);
  const text = reason === undefined ? help : messages.help.refused(help, refusals?.[reason] ?? '');
  const keys = action.keysText ?? action.keys.map((key) => keyText(key, glyphs)).join(' ');
  return { left: inGlyphs(keys, glyphs), right: inGlyphs(text, glyphs), isFaint: reason !== undefined };
}

function entryRows({ left, right, isFaint }: HelpEntry, leftWidth: number, columns: number): readonly Row[] {
  return wrapped(right, columns - leftWidth - 2).map((text, index) => [
    { text: `${(index === 0 ? left : '').padEnd(leftWidth)}  `, part: 'emphasized' },
    { text, part: isFaint ? 'faint' : undefined },
  ]);
}
