"""A word-level language model with an LSTM, after pytorch/examples/word_language_model."""

import torch
import torch.nn.functional as F
from data import text
from torch import nn, optim

BATCH, BPTT = 20, 35


class RNNModel(nn.Module):
    def __init__(self, ntoken, ninp, nhid, nlayers):
        super().__init__()
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = nn.LSTM(ninp, nhid, nlayers)
        self.decoder = nn.Linear(nhid, ntoken)
        self.init_weights()

    def init_weights(self):
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)
        nn.init.uniform_(self.decoder.weight, -0.1, 0.1)

    def forward(self, input, hidden):
        emb = self.encoder(input)
        output, hidden = self.rnn(emb, hidden)
        return self.decoder(output), hidden


def batchify(data):
    nbatch = data.size(0) // BATCH
    return data[: nbatch * BATCH].view(BATCH, -1).t().contiguous()


def training():
    torch.manual_seed(0)
    words = text().split()
    vocabulary = sorted(set(words))
    data = batchify(torch.tensor([vocabulary.index(word) for word in words]))
    model = RNNModel(len(vocabulary), 128, 128, 2)
    optimizer = optim.SGD(model.parameters(), lr=2.0, fused=True)
    hidden, i = None, 0

    def step():
        nonlocal hidden, i
        if i + BPTT >= len(data):
            hidden, i = None, 0
        source, targets = data[i : i + BPTT], data[i + 1 : i + 1 + BPTT]
        optimizer.zero_grad()
        output, state = model(source, hidden)
        loss = F.cross_entropy(output.view(-1, len(vocabulary)), targets.reshape(-1))
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 0.25, foreach=True)
        optimizer.step()
        hidden, i = tuple(h.detach() for h in state), i + BPTT
        return loss.item()

    return step
