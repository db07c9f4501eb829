package org.datanet.inference.constrained;

/// What an answer must look like.
public final class Constraint {}
