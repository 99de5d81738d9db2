/**
 * Whether the rows of weights belong to the units of a layer, as in PyTorch's nn.Linear, or to the inputs of the layer,
 * as in Keras.
 */
export const weightLayouts = ['units-by-inputs', 'inputs-by-units'] as const;

export type WeightLayout = (typeof weightLayouts)[number];

export const otherLayout = {
  'units-by-inputs': 'inputs-by-units',
  'inputs-by-units': 'units-by-inputs',
} as const satisfies Readonly<Record<WeightLayout, WeightLayout>>;
