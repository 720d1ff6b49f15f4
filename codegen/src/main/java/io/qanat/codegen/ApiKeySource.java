package io.qanat.codegen;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/// The source of the enum `ApiKey`.
final class ApiKeySource {

    /// A request with the response that answers it. Immutable.
    record Api(Schema request, Schema response) {
        String name() {
            return Names.api(request);
        }
    }

    /// Clients read the answer to their first ApiVersions request before they know what the broker
    /// speaks, so its header never became flexible.
    private static final int API_VERSIONS = 18;

    private static final String MESSAGES = CompilationUnit.MESSAGE + ".";
    private static final int NEVER = Short.MAX_VALUE + 1;

    private final SourceText out = new SourceText();

    private ApiKeySource() {}

    static String of(List<Api> apis) {
        ApiKeySource source = new ApiKeySource();
        source.emit(apis);
        return "package "
                + CompilationUnit.PROTOCOL
                + ";\n\n"
                + source.imports(apis)
                + "\n"
                + source.out;
    }

    private String imports(List<Api> apis) {
        StringBuilder imports = new StringBuilder();
        apis.stream()
                .flatMap(api -> Stream.of(api.request().name(), api.response().name()))
                .sorted()
                .forEach(name ->
                        imports.append("import ").append(MESSAGES).append(name).append(";\n"));
        return imports.append("import java.util.Optional;\n").toString();
    }

    private void emit(List<Api> apis) {
        out.line(
                "/// The APIs whose messages exist here, with their newest stable versions. Immutable.");
        out.open("public enum ApiKey");
        for (int i = 0; i < apis.size(); i++) {
            constant(apis.get(i), i == apis.size() - 1 ? ";" : ",");
        }
        fields();
        lookups(apis);
        accessors();
        reader("Request", apis, Api::request);
        reader("Response", apis, Api::response);
        out.close();
    }

    private void constant(Api api, String end) {
        Schema request = api.request();
        Versions valid = request.valid();
        int responseFlexible =
                request.apiKey() == API_VERSIONS ? NEVER : flexibleSince(api.response());
        out.line("/// Key %d, versions %d-%d.", request.apiKey(), valid.low(), valid.high());
        out.line(
                "%s(%d, %d, %d, new HeaderRule(%d, %d))%s",
                Names.constant(api.name()),
                request.apiKey(),
                valid.low(),
                valid.high(),
                flexibleSince(request),
                responseFlexible,
                end);
    }

    private static int flexibleSince(Schema schema) {
        Versions flexible = schema.range().flexible();
        return flexible.isEmpty() ? NEVER : flexible.low();
    }

    private void fields() {
        out.line("");
        out.line("/// First versions whose request or response header is a flexible one.");
        out.line(
                        "private record HeaderRule(int requestFlexibleSince, int responseFlexibleSince) {}")
                .line("");
        out.line("private static final ApiKey[] BY_ID = byId();").line("");
        out.line("private final short id;");
        out.line("private final int minVersion;");
        out.line("private final int maxVersion;");
        out.line("private final HeaderRule headers;").line("");
        out.open("ApiKey(int id, int minVersion, int maxVersion, HeaderRule headers)");
        out.line("this.id = (short) id;");
        for (String name : List.of("minVersion", "maxVersion", "headers")) {
            out.line("this.%1$s = %1$s;", name);
        }
        out.close().line("");
    }

    private void lookups(List<Api> apis) {
        int last = apis.stream().mapToInt(api -> api.request().apiKey()).max().orElseThrow();
        out.line("/// The API with this number, empty when its messages are not known here.");
        out.open("public static Optional<ApiKey> of(int id)");
        out.line(
                "return id < 0 || id >= BY_ID.length ? Optional.empty() : Optional.ofNullable(BY_ID[id]);");
        out.close().line("");
        out.open("private static ApiKey[] byId()");
        out.line("ApiKey[] keys = new ApiKey[%d];", last + 1);
        out.open("for (ApiKey key : values())").line("keys[key.id] = key;").close();
        out.line("return keys;").close().line("");
    }

    private void accessors() {
        method("The API's number on the wire.", "short id()", "id");
        method(
                "The oldest version that the schemas still call valid.",
                "int minVersion()",
                "minVersion");
        method("The newest version that is not marked unstable.", "int maxVersion()", "maxVersion");
        out.line("/// Whether messages of this version exist here.");
        out.open("public boolean supports(int version)");
        out.line("return version >= minVersion && version <= maxVersion;").close().line("");
        method(
                "The version of the header in front of a request of this version.",
                "int requestHeaderVersion(int version)",
                "version >= headers.requestFlexibleSince() ? 2 : 1");
        method(
                "The version of the header in front of a response of this version.",
                "int responseHeaderVersion(int version)",
                "version >= headers.responseFlexibleSince() ? 1 : 0");
    }

    /// A switch, where a table of method references would make a class of each at start.
    private void reader(String kind, List<Api> apis, Function<Api, Schema> schema) {
        out.line("/// Reads a %s of this API.", kind.toLowerCase(Locale.ROOT));
        out.open("public ApiMessage read%s(WireReader in, int version)", kind);
        out.open("return switch (this)");
        for (Api api : apis) {
            out.line(
                    "case %s -> %s.read(in, version);",
                    Names.constant(api.name()), schema.apply(api).name());
        }
        out.closeStatement().close().line("");
    }

    private void method(String doc, String signature, String value) {
        out.line("/// " + doc)
                .open("public %s", signature)
                .line("return %s;", value)
                .close()
                .line("");
    }
}
