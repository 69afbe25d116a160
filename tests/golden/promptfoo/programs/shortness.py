def get_assert(output, context):
    return len(output) < 100


def shorter_than_most(output, context):
    return {"pass": len(output) < 5, "score": 0.3, "reason": "measured"}
