package org.datanet.governance.chain;

import org.datanet.kernel.Hash;

/// How to see that an intent's effect is there already: a read of the intent's target whose answer
/// has the expected 32-byte word at an index. It turns "already registered" into success.
public record DoneCheck(String data, int word, Hash expected) {}
