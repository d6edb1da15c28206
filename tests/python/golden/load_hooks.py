"""Loading state dicts with load_state_dict pre-hooks: what hooks are given, and what comes of the lists that they change."""

from torch import nn


def load_hooks():
    return {"cases": [case(*arguments) for arguments in CASES]}


def case(name, hooks, missing=(), unexpected=(), strict=True, assign=False, plain=False):
    """A load with the hooks: pairs of a module's path and the name of an action, and of the keys left out and put in."""
    model = nn.Sequential(nn.Linear(1, 1), nn.Sequential(nn.Linear(1, 1)), nn.Linear(1, 1))
    state = model.state_dict()
    if plain:
        state = dict(state)
    for key in missing:
        state.pop(key)
    for key in unexpected:
        state[key] = model[0].weight
    given = []
    for path, action in hooks:
        register(model.get_submodule(path), action, given)
    result = {
        "name": name, "hooks": hooks, "missing": list(missing), "unexpected": list(unexpected), "strict": strict,
        "assign": assign, "plain": plain,
    }
    try:
        keys = model.load_state_dict(state, strict, assign)
        result |= {"missingKeys": keys.missing_keys, "unexpectedKeys": keys.unexpected_keys}
    except RuntimeError as error:
        result["error"] = str(error)
    return result | {"given": given}


def excuse(_, keys):
    keys.missing_keys.clear()
    keys.unexpected_keys.clear()


def register(module, action, given):
    if action == "excuse":
        module.register_load_state_dict_post_hook(excuse)
        return

    def hook(_, state, prefix, local_metadata, strict, missing_keys, unexpected_keys, error_msgs):
        assert strict
        if action == "look":
            lists = list(missing_keys), list(unexpected_keys), list(error_msgs)
            given.append([prefix, list(state), dict(local_metadata), *lists])
        elif action == "add":
            missing_keys.append(prefix + "lost")
            unexpected_keys.insert(0, prefix + "found")
        elif action == "clear":
            missing_keys.clear()
            unexpected_keys.clear()
        elif action == "forget":
            error_msgs.clear()
        elif action == "refuse":
            error_msgs.append(f"{prefix}: cannot be loaded")
        elif action == "drop":
            state.pop(prefix + "bias")

    module.register_load_state_dict_pre_hook(hook)


LOOK = [["", "look"], ["0", "look"], ["1", "look"], ["1.0", "look"], ["2", "look"]]
WRONG = {"missing": ["0.bias", "1.0.weight"], "unexpected": ["0.x", "y.z", "2.w"]}
CASES = [
    ("what fits", LOOK),
    ("what fits, assigned", LOOK, (), (), True, True),
    ("without metadata", LOOK, (), (), True, False, True),
    ("without metadata, assigned", LOOK, (), (), True, True, True),
    ("what does not fit", LOOK, *WRONG.values()),
    ("what does not fit, not strict", LOOK, *WRONG.values(), False),
    ("keys are added", [["1", "add"], *LOOK]),
    ("keys are added, not strict", [["1", "add"], *LOOK], (), (), False),
    ("keys are added to others", [["1", "add"], *LOOK, ["1.0", "add"]], *WRONG.values()),
    ("keys are cleared", [["1.0", "clear"], *LOOK], *WRONG.values()),
    ("keys are cleared, not strict", [["1.0", "clear"], *LOOK], *WRONG.values(), False),
    ("keys are cleared at the end", [["2", "clear"], *LOOK], ["0.bias"], ["0.x"]),
    ("keys are cleared, then added", [["1.0", "clear"], ["1.0", "add"], *LOOK], *WRONG.values()),
    ("keys are added, then excused", [["1", "add"], ["", "excuse"]], *WRONG.values()),
    ("keys are excused, then added", [["0", "excuse"], ["1", "add"]], *WRONG.values()),
    ("keys are excused, then cleared", [["0", "excuse"], ["1.0", "clear"]], *WRONG.values()),
    ("keys are cleared, then excused in part", [["1.0", "clear"], ["1", "excuse"]], *WRONG.values()),
    ("an error", [["1", "refuse"], *LOOK]),
    ("an error, not strict", [["1", "refuse"]], *WRONG.values(), False),
    ("errors beside keys", [["0", "refuse"], ["1", "refuse"], ["1", "add"], *LOOK], *WRONG.values()),
    ("an error is forgotten", [["0", "refuse"], ["1", "forget"], *LOOK]),
    ("a key is dropped", [["2", "drop"], *LOOK]),
]
