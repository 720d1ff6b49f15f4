package io.qanat.codegen;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Turns Kafka's message schemas into Java sources.
public final class Main {
    /// Numbers of the APIs that a broker for producers, consumers, transactions and administration
    /// needs.
    private static final Set<Integer> API_KEYS =
            Set.of(
                    0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
                    25, 26, 28, 32, 36, 37, 42, 44, 47, 55, 60, 68, 69, 75);

    private static final Set<String> HEADERS = Set.of("RequestHeader", "ResponseHeader");

    private final SourceFolder folder;

    private Main(SourceFolder folder) {
        this.folder = folder;
    }

    /// Writes the generated sources below the folder `args[0]`.
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: Main OUTPUT_FOLDER");
        }
        new Main(new SourceFolder(Path.of(args[0]))).run();
    }

    private void run() throws IOException {
        messages(SchemaResources.beside("common/message/RequestHeader.json"));
        metadata(SchemaResources.beside("common/metadata/TopicRecord.json"));
        folder.prune();
    }

    private void messages(List<Schema> schemas) throws IOException {
        List<ApiKeySource.Api> apis = apis(schemas);
        for (ApiKeySource.Api api : apis) {
            put(CompilationUnit.MESSAGE, api.request());
            put(CompilationUnit.MESSAGE, api.response());
        }
        for (Schema schema : schemas) {
            if (HEADERS.contains(schema.name())) {
                put(CompilationUnit.MESSAGE, schema);
            }
        }
        folder.put(CompilationUnit.PROTOCOL, "ApiKey", ApiKeySource.of(apis));
    }

    /// Requests with their responses by number, without the versions that are not stable yet.
    private static List<ApiKeySource.Api> apis(List<Schema> schemas) {
        Map<Integer, Schema> requests = byApiKey(schemas, Schema.Kind.REQUEST);
        Map<Integer, Schema> responses = byApiKey(schemas, Schema.Kind.RESPONSE);
        List<ApiKeySource.Api> apis = new ArrayList<>();
        for (int key : API_KEYS.stream().sorted().toList()) {
            Schema request =
                    Objects.requireNonNull(requests.get(key), "no request with key " + key);
            Schema response =
                    Objects.requireNonNull(responses.get(key), "no response with key " + key);
            int newest = request.range().stable().high();
            apis.add(new ApiKeySource.Api(request.upTo(newest), response.upTo(newest)));
        }
        return apis;
    }

    private static Map<Integer, Schema> byApiKey(List<Schema> schemas, Schema.Kind kind) {
        return schemas.stream()
                .filter(schema -> schema.kind() == kind)
                .collect(Collectors.toMap(Schema::apiKey, Function.identity()));
    }

    private void metadata(List<Schema> schemas) throws IOException {
        List<Schema> records =
                schemas.stream().filter(schema -> schema.kind() == Schema.Kind.METADATA).toList();
        for (Schema schema : records) {
            put(CompilationUnit.METADATA, schema);
        }
        folder.put(
                CompilationUnit.METADATA,
                "MetadataRecordType",
                MetadataRecordTypeSource.of(records));
    }

    private void put(String packageName, Schema schema) throws IOException {
        SourceText out = new SourceText();
        new RecordSource(schema, schema.name(), out).emit();
        folder.put(packageName, schema.name(), CompilationUnit.of(packageName, out.toString()));
    }
}
