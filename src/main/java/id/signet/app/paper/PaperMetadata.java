package id.signet.app.paper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The XMP packet that says what the file conforms to (ISO 16684-1, ISO 19005-3 §6.6, ISO 14289-1 §5). */
final class PaperMetadata {

    private static final String PACKET = """
                                         <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
                                         <x:xmpmeta xmlns:x="adobe:ns:meta/">
                                          <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                                           <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
                                             xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
                                             xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
                                            <pdfaid:part>3</pdfaid:part>
                                            <pdfaid:conformance>A</pdfaid:conformance>
                                            <pdfuaid:part>1</pdfuaid:part>
                                            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
                                            <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
                                            <xmp:CreateDate>{created}</xmp:CreateDate>
                                            <xmp:CreatorTool>Signet</xmp:CreatorTool>
                                            <pdf:Producer>Signet</pdf:Producer>
                                           </rdf:Description>
                                           <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
                                             xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
                                             xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
                                            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
                                             <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
                                             <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
                                             <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
                                             <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
                                              <pdfaProperty:name>part</pdfaProperty:name>
                                              <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
                                              <pdfaProperty:category>internal</pdfaProperty:category>
                                              <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
                                             </rdf:li></rdf:Seq></pdfaSchema:property>
                                            </rdf:li></rdf:Bag></pdfaExtension:schemas>
                                           </rdf:Description>
                                          </rdf:RDF>
                                         </x:xmpmeta>
                                         <?xpacket end="r"?>""";

    private PaperMetadata() {}

    static byte[] of(String title, String language, Instant created) {
        return PACKET.replace("{language}", language)
                .replace("{created}", created.truncatedTo(ChronoUnit.SECONDS).toString())
                .replace("{title}", escaped(title))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
