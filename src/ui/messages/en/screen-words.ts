import type { HelpMessages, ScreenMessages, SpeechMessages } from '../messages.ts';

export const screen: ScreenMessages = {
  program: 'backstep',
  phases: { forward: 'forward', error: 'error', backward: 'backward', update: 'update' },
  epoch: (number) => `epoch ${number}`,
  sample: (number, all) => `sample ${number}/${all}`,
  samples: (first, last, all) => `samples ${first}-${last}/${all}`,
  batch: (number, all) => `batch ${number}/${all}`,
  update: (number) => `update ${number}`,
  momentum: 'momentum',
  nesterov: 'nesterov',
  predicting: 'predict',
  batchError: { mean: (error) => `mean ${error}`, sum: (error) => `sum ${error}` },
  errorOfAll: (error) => `${error} of all`,
  tooSmall: (columns, rows) => `backstep needs ${columns}×${rows}`,
  travelling: (present, target, percent) => {
    const progress = percent === undefined ? '' : `, ${percent} %`;
    return `going to epoch ${grouped(target)}: at ${grouped(present)}${progress}`;
  },
  running: (perSecond, stride) => `running, ${grouped(perSecond)} ${stride}${perSecond === 1 ? '' : 's'} a second`,
  unknownValue: '?',
  own: (number) => `yours: ${number}`,
  predict: 'What will it be? The next → shows it.',
  chapter: (number, text) => `${number} ${text}`,
  chapterKeys: '1 … 9 0: chapters.',
  more: (count) => `${count} more`,
};

/** Writes 26900 as 26,900. */
function grouped(number: number): string {
  return number.toLocaleString('en');
}

export const help: HelpMessages = {
  title: 'keys and signs',
  legend: 'what the signs mean',
  practiceKeys: 'keys in practice (d)',
  promptKeys: 'keys while you type (g / = s)',
  refused: (text, refusal) => `${text} (${refusal})`,
};

export const speech: SpeechMessages = {
  phase: (name, epoch) => `Epoch ${epoch}, ${name}.`,
  travelling: (target) => `Going to epoch ${target}.`,
  panel: (name) => `Panel: ${name}.`,
  zoomed: (isOn, name) => (isOn ? `Panel ${name} alone.` : 'All panels.'),
  opened: (factor) => `Opened: ${factor}`,
  closed: (name) => `Closed: ${name}.`,
  chapter: (number, text) => `Chapter ${number}: ${text}`,
  start: '? lists the keys, q quits.',
  endOfHelp: 'Press ? once more to go on.',
  parameter: (name, value) => `${name}: ${value}`,
  gradient: (value) => `derivative ${value}`,
  newValue: (value) => `new ${value}`,
  frozen: 'frozen',
  decimals: (count) => `${count} decimals.`,
  key: (key, text) => `${key}: ${text}`,
  answer: 'Your answer:',
};
