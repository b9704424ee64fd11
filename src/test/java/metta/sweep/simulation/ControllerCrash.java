package metta.sweep.simulation;

/// The controller's process died at this very effect.
final class ControllerCrash extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
