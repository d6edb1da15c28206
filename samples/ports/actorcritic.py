"""An actor-critic that balances poles on carts, after pytorch/examples/reinforcement_learning; its environment is a batch."""

import torch
import torch.nn.functional as F
from torch import nn, optim

GAMMA, CARTS, LENGTH = 0.99, 16, 20


class CartPoles:
    """Gymnasium's CartPole: equations of Barto, Sutton and Anderson, 1983."""

    def __init__(self):
        self.state = self.reset()

    def reset(self):
        return torch.rand(CARTS, 4, dtype=torch.float64) * 0.1 - 0.05

    def step(self, action):
        x, x_dot, theta, theta_dot = self.state.unbind(1)
        force = action * 20.0 - 10.0
        cos, sin = theta.cos(), theta.sin()
        temp = (force + 0.05 * theta_dot.pow(2) * sin) / 1.1
        theta_acc = (9.8 * sin - cos * temp) / (0.5 * (4.0 / 3.0 - 0.1 * cos.pow(2) / 1.1))
        x_acc = temp - 0.05 * theta_acc * cos / 1.1
        moved = [x + 0.02 * x_dot, x_dot + 0.02 * x_acc, theta + 0.02 * theta_dot, theta_dot + 0.02 * theta_acc]
        done = (moved[0].abs() > 2.4) | (moved[2].abs() > 0.2095)
        self.state = torch.where(done.unsqueeze(1), self.reset(), torch.stack(moved, 1))
        return torch.ones(CARTS), done


class Policy(nn.Module):
    def __init__(self):
        super().__init__()
        self.affine1 = nn.Linear(4, 128)
        self.action_head = nn.Linear(128, 2)
        self.value_head = nn.Linear(128, 1)

    def forward(self, x):
        x = F.relu(self.affine1(x))
        return F.log_softmax(self.action_head(x), dim=-1), self.value_head(x).squeeze(-1)


def select_action(log_probs):
    action = torch.multinomial(log_probs.exp(), 1)
    return action.squeeze(1), log_probs.gather(1, action).squeeze(1)


def discounted(rewards, dones, last):
    returns = []
    for reward, done in zip(reversed(rewards), reversed(dones)):
        last = reward + GAMMA * last.masked_fill(done, 0)
        returns.insert(0, last)
    return torch.stack(returns)


def training():
    torch.manual_seed(0)
    env = CartPoles()
    model = Policy()
    optimizer = optim.Adam(model.parameters(), lr=1e-2, fused=True)

    def step():
        log_probs, values, rewards, dones = [], [], [], []
        for _ in range(LENGTH):
            scores, value = model(env.state.float())
            action, log_prob = select_action(scores)
            reward, done = env.step(action)
            log_probs.append(log_prob)
            values.append(value)
            rewards.append(reward)
            dones.append(done)
        returns = discounted(rewards, dones, model(env.state.float())[1].detach())
        advantage = returns - torch.stack(values)
        policy_loss = -(torch.stack(log_probs) * advantage.detach()).mean()
        value_loss = F.smooth_l1_loss(torch.stack(values), returns)
        loss = policy_loss + value_loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
