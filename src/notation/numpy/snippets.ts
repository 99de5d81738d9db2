/** Programs in which backstep can print the numbers that `mark` reads. */
export const languages = ['pytorch', 'numpy'] as const;

export type Language = (typeof languages)[number];

/** Lines to paste into a program of one's own, after its backward pass. They print arrays in the form that mark reads. */
export const snippets: Readonly<Record<Language, string>> = {
  numpy: `import sys
import numpy as np

np.set_printoptions(threshold=sys.maxsize, precision=10)
for name in list(globals()):
    if name.startswith(("dW", "db", "dZ", "dA", "Z", "A")) and name[-1].isdigit():
        print(name, "=", repr(np.asarray(globals()[name])))
`,
  pytorch: `import torch

torch.set_printoptions(profile="full", precision=10)
print("loss =", loss.item())
for name, parameter in model.named_parameters():
    print(name + ".grad =", parameter.grad)
`,
};
