# What backstep does, in PyTorch. Every number is a float64.
import math

import torch

# recurrent
torch.set_default_dtype(torch.float64)

x_1 = torch.tensor(1.0)
x_2 = torch.tensor(-0.5)
x_3 = torch.tensor(0.3)
x_4 = torch.tensor(2.0)
target = torch.tensor(0.5)
w = torch.tensor(0.5, requires_grad=True)
u = torch.tensor(0.8, requires_grad=True)
h_0 = torch.tensor(0.0)


def error():
    h_1 = torch.tanh(w * x_1 + u * h_0)
    h_2 = torch.tanh(w * x_2 + u * h_1)
    h_3 = torch.tanh(w * x_3 + u * h_2)
    h_4 = torch.tanh(w * x_4 + u * h_3)
    E = 1.0 / 2.0 * (h_4 - target) ** 2.0
    return E


optimizer = torch.optim.SGD([w, u], lr=0.5, momentum=0.0, weight_decay=0.0)


def show(epoch):
    print("epoch", epoch, "error", error().item())


show(0)
for epoch in range(1, 1 + 1):
    for batch in torch.arange(1).split(1):
        optimizer.zero_grad()
        error().backward()
        optimizer.step()
    show(epoch)
print("x[1]", "=", x_1.item())
print("x[2]", "=", x_2.item())
print("x[3]", "=", x_3.item())
print("x[4]", "=", x_4.item())
print("target", "=", target.item())
print("w", "=", w.item())
print("u", "=", u.item())
print("h[0]", "=", h_0.item())
