"""A DCGAN that draws digits of 16x16 pixels, after pytorch/examples/dcgan."""

import torch
import torch.nn.functional as F
from data import digits
from torch import nn, optim

BATCH, NZ, NGF, NDF = 32, 32, 16, 16


def weights_init(m):
    if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)):
        nn.init.normal_(m.weight, 0.0, 0.02)
    elif isinstance(m, nn.BatchNorm2d):
        nn.init.normal_(m.weight, 1.0, 0.02)
        nn.init.zeros_(m.bias)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.ConvTranspose2d(NZ, NGF * 2, 4, bias=False),
            nn.BatchNorm2d(NGF * 2),
            nn.ReLU(True),
            nn.ConvTranspose2d(NGF * 2, NGF, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(NGF),
            nn.ReLU(True),
            nn.ConvTranspose2d(NGF, 1, 4, stride=2, padding=1, bias=False),
            nn.Tanh(),
        )

    def forward(self, input):
        return self.main(input)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.main = nn.Sequential(
            nn.Conv2d(1, NDF, 4, stride=2, padding=1, bias=False),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(NDF, NDF * 2, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(NDF * 2),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(NDF * 2, 1, 4, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, input):
        return self.main(input).view(-1)


def training():
    torch.manual_seed(0)
    images = F.interpolate(digits()[0], scale_factor=2.0) * 2 - 1
    netG, netD = Generator().apply(weights_init), Discriminator().apply(weights_init)
    criterion = nn.BCELoss()
    optimizerD = optim.Adam(netD.parameters(), lr=2e-4, betas=(0.5, 0.999), fused=True)
    optimizerG = optim.Adam(netG.parameters(), lr=2e-4, betas=(0.5, 0.999), fused=True)
    ones, zeros = torch.ones(BATCH), torch.zeros(BATCH)

    def step():
        # The discriminator: maximize log(D(x)) + log(1 - D(G(z))).
        netD.zero_grad()
        real = images[torch.randint(len(images), (BATCH,))]
        errD_real = criterion(netD(real), ones)
        errD_real.backward()
        fake = netG(torch.randn(BATCH, NZ, 1, 1))
        errD_fake = criterion(netD(fake.detach()), zeros)
        errD_fake.backward()
        optimizerD.step()
        # The generator: maximize log(D(G(z))).
        netG.zero_grad()
        errG = criterion(netD(fake), ones)
        errG.backward()
        optimizerG.step()
        return (errD_real + errD_fake + errG).item()

    return step
