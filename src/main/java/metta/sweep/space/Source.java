package metta.sweep.space;

/// Where the value of a name in a configuration comes from: it is chosen, or follows from what is chosen.
public sealed interface Source permits Parameter, Tied, Derived {}
