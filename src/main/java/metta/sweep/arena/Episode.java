package metta.sweep.arena;

/// What one episode brought, both as means per agent.
record Episode(double hearts, double reward) {}
