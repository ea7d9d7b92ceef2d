package dev.bestcode.it;

import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

/// What a POM file says, before Maven has added anything.
final class Pom {
    private Pom() {}

    /// The texts at an XPath, in the file's order.
    static List<String> texts(Path pom, String path) {
        try {
            var document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
            var nodes =
                    (NodeList)
                            XPathFactory.newInstance()
                                    .newXPath()
                                    .evaluate(path, document, XPathConstants.NODESET);
            var texts = new ArrayList<String>();
            for (var i = 0; i < nodes.getLength(); i++) texts.add(nodes.item(i).getTextContent());
            return texts;
        } catch (ParserConfigurationException
                | SAXException
                | XPathExpressionException
                | IOException e) {
            throw new AssertionError("cannot read " + path + " of " + pom, e);
        }
    }
}
