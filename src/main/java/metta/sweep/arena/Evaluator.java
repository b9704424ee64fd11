package metta.sweep.arena;

import java.util.LinkedHashMap;
import java.util.Map;

/// Plays whole episodes on maps that no training sees, episode by episode, each from its own seed.
record Evaluator(int episodes, long seed, int agents) {
    /// @param score mean hearts per agent and episode
    /// @param standardError of the score
    /// @param reward mean reward per agent and episode
    record Result(double score, double standardError, double reward, int episodes) {
        Map<String, Object> metrics() {
            Map<String, Object> metrics = new LinkedHashMap<>();
            metrics.put("evaluator/eval_arena/score", score);
            metrics.put("evaluator/eval_arena/score.stderr", standardError);
            metrics.put("evaluator/eval_arena/reward", reward);
            metrics.put("evaluator/eval_arena/episodes", episodes);
            return metrics;
        }
    }

    Result evaluate(Policy policy) {
        double hearts = 0;
        double squares = 0;
        double reward = 0;
        for (int i = 0; i < episodes; i++) {
            Episode episode = play(policy, SplitMix.of(seed, Streams.EVALUATION + i));
            hearts += episode.hearts();
            squares += episode.hearts() * episode.hearts();
            reward += episode.reward();
        }
        double mean = hearts / episodes;
        double variance = Math.max(0, squares / episodes - mean * mean);
        return new Result(mean, Math.sqrt(variance / episodes), reward / episodes, episodes);
    }

    private Episode play(Policy policy, SplitMix random) {
        ArenaWorld world = new ArenaWorld(random, agents);
        short[] features = new short[EgocentricView.MOST];
        int[] moves = new int[agents];
        float[] rewards = new float[agents];
        do {
            for (int agent = 0; agent < agents; agent++) {
                policy.forward(features, 0, EgocentricView.look(world, agent, features, 0));
                moves[agent] = policy.sample(random);
            }
        } while (!world.step(moves, rewards, 0));
        return world.episode();
    }
}
