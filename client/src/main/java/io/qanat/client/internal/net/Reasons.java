package io.qanat.client.internal.net;

import io.qanat.client.ClientException;
import io.qanat.client.Endpoint;
import io.qanat.client.UnreachableException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The system's reasons for a failed connection, in words that say what to do.
final class Reasons {
    private Reasons() {}

    static ClientException unreachable(Endpoint endpoint, @Nullable IOException cause) {
        return new UnreachableException(endpoint, advice(cause), cause);
    }

    static String text(IOException cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.toLowerCase(Locale.ROOT);
    }

    private static String advice(@Nullable IOException cause) {
        if (cause == null) {
            return "it has no address";
        }
        if (cause instanceof UnknownHostException) {
            return "no such host; is the name right?";
        }
        String text = text(cause);
        boolean isAbsent =
                cause instanceof ConnectException || text.contains("no such file or directory");
        return isAbsent ? text + "; is a broker running there?" : text;
    }
}
