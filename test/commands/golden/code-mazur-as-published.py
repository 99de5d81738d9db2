# What backstep does, in PyTorch. Every number is a float64.
import torch
import torch.nn.functional as F

# mazur-as-published
torch.set_default_dtype(torch.float64)

# The samples, a row each.
inputs = torch.tensor([
    [0.05, 0.1],
])
targets = torch.tensor([
    [0.01, 0.99],
])

# A row of weights for each unit, as in nn.Linear.weight.
W1 = torch.tensor([
    [0.15, 0.2],
    [0.25, 0.3],
])
W1.requires_grad_()
b1 = torch.tensor([0.35])  # frozen
W2 = torch.tensor([
    [0.4, 0.45],
    [0.5, 0.55],
])
W2.requires_grad_()
b2 = torch.tensor([0.6])  # frozen
weights = [W1, W2]


def forward(out):
    nets, outs = [], []
    net = out @ W1.T + b1
    out = torch.sigmoid(net)
    nets.append(net)
    outs.append(out)
    net = out @ W2.T + b2
    out = torch.sigmoid(net)
    nets.append(net)
    outs.append(out)
    return nets, outs


def error(net, out, target):
    return (0.5 * (target - out) ** 2).sum(dim=1).mean()


optimizers = [
    torch.optim.SGD([W1], lr=0.5, momentum=0.0, weight_decay=0.0),
    torch.optim.SGD([W2], lr=0.5, momentum=0.0, weight_decay=0.0),
]
biases = [None, None]


def update(batch):
    nets, outs = forward(inputs[batch])
    loss = error(nets[-1], outs[-1], targets[batch])
    delta = torch.autograd.grad(loss, nets[-1], retain_graph=True)[0]
    for at in reversed(range(len(weights))):
        W, b = weights[at], biases[at]
        carried = inputs[batch] if at == 0 else outs[at - 1].detach()
        W.grad = delta.T @ carried
        if b is not None:
            b.grad = delta.sum(dim=0) if len(b) == len(W) else delta.sum().reshape(1)
        slope = None if at == 0 else torch.autograd.grad(outs[at - 1].sum(), nets[at - 1], retain_graph=True)[0]
        optimizers[at].step()
        if at > 0:
            delta = (delta @ W.detach()) * slope


def show(epoch):
    nets, outs = forward(inputs)
    print("epoch", epoch, "E_total", error(nets[-1], outs[-1], targets).item())


show(0)
for epoch in range(1, 2 + 1):
    for batch in torch.arange(1).split(1):
        update(batch)
    show(epoch)
for number, value in enumerate((x for each in weights for x in each.flatten()), 1):
    print(f"w{number} =", value.item())
for number, value in enumerate((x for each in [b1, b2] for x in each.flatten()), 1):
    print(f"b{number} =", value.item())
