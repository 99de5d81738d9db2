import type { Mode } from '../state/mode.ts';
import { helpMode } from './help-mode.ts';
import type { ModeDefinition } from './mode-definition.ts';
import { practiceMode } from './practice-mode.ts';
import { promptMode } from './prompt-mode.ts';
import { steppingMode } from './stepping-mode.ts';

export const modes: Readonly<Record<Mode['kind'], ModeDefinition>> = {
  stepping: steppingMode,
  practice: practiceMode,
  prompt: promptMode,
  help: helpMode,
};
