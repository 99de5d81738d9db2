import type { Action } from '../actions/action.ts';
import { byHand } from '../actions/by-hand.ts';
import { change } from '../actions/change.ts';
import { chapter } from '../actions/chapter.ts';
import { checkGradient } from '../actions/check-gradient.ts';
import { collapseFactor } from '../actions/collapse-factor.ts';
import { decimals } from '../actions/decimals.ts';
import { expandFactor } from '../actions/expand-factor.ts';
import { faster } from '../actions/faster.ts';
import { find } from '../actions/find.ts';
import { follow } from '../actions/follow.ts';
import { goToEpoch } from '../actions/go-to-epoch.ts';
import { help } from '../actions/help.ts';
import { mark } from '../actions/mark.ts';
import { nextEpoch } from '../actions/next-epoch.ts';
import { nextPanel } from '../actions/next-panel.ts';
import { nextPhase } from '../actions/next-phase.ts';
import { nextPicture } from '../actions/next-picture.ts';
import { nextStep } from '../actions/next-step.ts';
import { nextUnit } from '../actions/next-unit.ts';
import { pageDown } from '../actions/page-down.ts';
import { pageUp } from '../actions/page-up.ts';
import { practise } from '../actions/practise.ts';
import { predict } from '../actions/predict.ts';
import { previousEpoch } from '../actions/previous-epoch.ts';
import { previousPanel } from '../actions/previous-panel.ts';
import { previousPhase } from '../actions/previous-phase.ts';
import { previousStep } from '../actions/previous-step.ts';
import { previousUnit } from '../actions/previous-unit.ts';
import { quit } from '../actions/quit.ts';
import { redraw } from '../actions/redraw.ts';
import { run } from '../actions/run-or-stop.ts';
import { save } from '../actions/save.ts';
import { selectNext } from '../actions/select-next.ts';
import { selectPrevious } from '../actions/select-previous.ts';
import { slower } from '../actions/slower.ts';
import { stopMoving } from '../actions/stop-moving.ts';
import { suspend } from '../actions/suspend.ts';
import { undo } from '../actions/undo.ts';
import { zoom } from '../actions/zoom.ts';
import type { ModeDefinition } from './mode-definition.ts';

/** Every action of stepping mode, in the order of the help. */
const actions: readonly Action[] = [
  nextStep,
  previousStep,
  nextUnit,
  previousUnit,
  nextPhase,
  previousPhase,
  nextEpoch,
  previousEpoch,
  goToEpoch,
  chapter,
  run,
  faster,
  slower,
  stopMoving,
  selectPrevious,
  selectNext,
  find,
  expandFactor,
  collapseFactor,
  follow,
  nextPanel,
  previousPanel,
  zoom,
  pageDown,
  pageUp,
  decimals,
  byHand,
  nextPicture,
  practise,
  predict,
  change,
  undo,
  mark,
  checkGradient,
  save,
  help,
  redraw,
  suspend,
  quit,
];

export const steppingMode: ModeDefinition = { name: 'stepping', actions };
