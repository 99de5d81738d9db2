/** The speed of an automatic run: the number of steps or epochs in a second. */
export interface Speed {
  readonly stride: 'step' | 'epoch';
  readonly perSecond: number;
}

/** From the slowest to the fastest. */
export const speeds: readonly Speed[] = [
  { stride: 'step', perSecond: 0.5 },
  { stride: 'step', perSecond: 1 },
  { stride: 'step', perSecond: 4 },
  { stride: 'step', perSecond: 15 },
  { stride: 'epoch', perSecond: 1 },
  { stride: 'epoch', perSecond: 10 },
  { stride: 'epoch', perSecond: 100 },
  { stride: 'epoch', perSecond: 1000 },
  { stride: 'epoch', perSecond: 10000 },
  { stride: 'epoch', perSecond: 100000 },
];

/** The index of 10 epochs a second. */
export const initialSpeed = 5;
