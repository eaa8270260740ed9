import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Validates PDFs with veraPDF's library: {@code java -cp veraPDF.jar Validate.java file.pdf …}. */
class Validate {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean good = true;
        for (String file : files) {
            for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A)) {
                var profile = profile(flavour);
                try (var parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                        var validator = Foundries.defaultInstance().createValidator(profile, false)) {
                    var result = validator.validate(parser);
                    System.out.printf("%s  %s  %s: %d rules, %d checks%n", result.isCompliant() ? "OK  " : "FAIL",
                            file, flavour, profile.getRules().size(), result.getTotalAssertions());
                    result.getFailedChecks().forEach((rule, count) -> System.out.println("      " + rule + " × " + count));
                    good &= result.isCompliant();
                }
            }
        }
        System.exit(good ? 0 : 1);
    }

    /** The profile from its XML; the jar's own reader needs JAXB, which the jar does not have. */
    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String name = flavour == PDFAFlavour.PDFUA_1 ? "PDFUA-1" : "PDFA-2A";
        try (InputStream in = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element rule : all(root, "rule")) {
                Element id = all(rule, "id").get(0);
                RuleId key = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
                Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
                rules.add(Profiles.ruleFromValues(key, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                        text(rule, "description"), text(rule, "test"), Profiles.errorFromValues(text(rule, "message"), List.of()),
                        List.of()));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element one : all(root, "variable")) {
                variables.add(Profiles.variableFromValues(one.getAttribute("name"), one.getAttribute("object"),
                        text(one, "defaultValue"), text(one, "value")));
            }
            var details = Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
            return Profiles.profileFromValues(flavour, details, "", rules, variables);
        }
    }

    private static List<Element> all(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> out = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            out.add((Element) found.item(i));
        }
        return out;
    }

    private static String text(Element parent, String tag) {
        return all(parent, tag).get(0).getTextContent();
    }
}
