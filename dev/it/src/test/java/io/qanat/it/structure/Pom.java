package io.qanat.it.structure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// One `pom.xml`, as far as the tests ask. Immutable.
final class Pom {
    private final Element project;

    private Pom(Element project) {
        this.project = project;
    }

    static Pom of(String module) {
        Path file = ModuleTable.root().resolve(module).resolve("pom.xml");
        try {
            var builder = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            return new Pom(builder.parse(file.toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    List<String> modules() {
        return children(project, "modules")
                .flatMap(modules -> children(modules, "module"))
                .map(Pom::text)
                .toList();
    }

    /// The artifact ids of what is on the class path of those who use this module.
    Set<String> shippedDependencies() {
        return children(project, "dependencies")
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .filter(dependency -> !childText(dependency, "scope").equals("test"))
                .map(dependency -> childText(dependency, "artifactId"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String childText(Element parent, String name) {
        return children(parent, name).map(Pom::text).findFirst().orElse("");
    }

    private static String text(Element element) {
        return String.valueOf(element.getTextContent()).strip();
    }

    private static Stream<Element> children(Element parent, String name) {
        var nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .<Node>mapToObj(nodes::item)
                .filter(node -> name.equals(node.getNodeName()))
                .map(Element.class::cast);
    }
}
