# What backstep does, in PyTorch. Every number is a float64.
import math

import torch

# --formula
torch.set_default_dtype(torch.float64)

x = torch.tensor(0.5, requires_grad=True)
y = torch.tensor(-1.0, requires_grad=True)


def error():
    a = x * y
    b = torch.sigmoid(a + x)
    f = b ** 2.0 + a
    return f


total = error()
total.backward()
print("f", "=", total.item())
print("df/dx", "=", 0.0 if x.grad is None else x.grad.item())
print("df/dy", "=", 0.0 if y.grad is None else y.grad.item())
