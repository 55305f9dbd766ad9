def unfired_rules(*args):
    return ()
