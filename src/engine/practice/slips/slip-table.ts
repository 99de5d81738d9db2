import { factorSlips } from './factor-slips.ts';
import { inputSlips } from './input-slips.ts';
import { learningRateSlips } from './learning-rate-slips.ts';
import { pathSlips } from './path-slips.ts';
import { signSlips } from './sign-slips.ts';
import type { Slip } from './slip.ts';

const all = [...signSlips, ...factorSlips, ...inputSlips, ...pathSlips, ...learningRateSlips] as const;

export type SlipName = (typeof all)[number]['name'];

/** Every slip that a wrong answer is compared with. */
export const slips: readonly (Slip & { readonly name: SlipName })[] = all;
