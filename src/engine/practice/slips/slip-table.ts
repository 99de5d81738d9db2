import { activationSlips } from './activation-slips.ts';
import { batchSlips } from './batch-slips.ts';
import { factorSlips } from './factor-slips.ts';
import { inputSlips } from './input-slips.ts';
import { lastResortSlips } from './last-resort-slips.ts';
import { lossSlips } from './loss-slips.ts';
import { optimizerSlips } from './optimizer-slips.ts';
import { pathSlips } from './path-slips.ts';
import { rateSlips } from './rate-slips.ts';
import { ruleSlips } from './rule-slips.ts';
import { signSlips } from './sign-slips.ts';
import type { Slip } from './slip.ts';
import { slopeSlips } from './slope-slips.ts';
import { weightSlips } from './weight-slips.ts';

const all = [
  ...signSlips,
  ...lossSlips,
  ...factorSlips,
  ...activationSlips,
  ...slopeSlips,
  ...ruleSlips,
  ...inputSlips,
  ...weightSlips,
  ...pathSlips,
  ...batchSlips,
  ...optimizerSlips,
  ...rateSlips,
  ...lastResortSlips,
] as const;

export type SlipName = (typeof all)[number]['name'] | 'other-quantity';

/** Every slip that wrong numbers are compared with. `other-quantity` is found by comparing the numbers themselves. */
export const slips: readonly (Slip & { readonly name: SlipName })[] = all;
