/// The built-in reinforcement-learning recipe: a small multi-agent grid world and a PPO trainer, on the JDK alone, run
/// as a program of its own.
@NullMarked
package metta.sweep.arena;

import org.jspecify.annotations.NullMarked;
