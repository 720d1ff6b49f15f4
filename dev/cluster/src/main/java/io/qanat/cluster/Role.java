package io.qanat.cluster;

/// What a node does: brokers hold the records, controllers the metadata.
public enum Role {
    BROKER("broker", true, false),
    CONTROLLER("controller", false, true),
    COMBINED("broker,controller", true, true);

    private final String processRoles;
    private final boolean isBroker;
    private final boolean isController;

    Role(String processRoles, boolean isBroker, boolean isController) {
        this.processRoles = processRoles;
        this.isBroker = isBroker;
        this.isController = isController;
    }

    /// As Kafka's setting `process.roles` has it.
    public String processRoles() {
        return processRoles;
    }

    /// Whether it holds records.
    public boolean isBroker() {
        return isBroker;
    }

    /// Whether it has a vote on the metadata.
    public boolean isController() {
        return isController;
    }
}
