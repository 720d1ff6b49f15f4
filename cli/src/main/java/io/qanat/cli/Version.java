package io.qanat.cli;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar. Stateless.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "qanat %s (Java %s)"
                    .formatted(
                            version == null ? "of classes without a jar" : version,
                            Runtime.version())
        };
    }
}
