package id.signet.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.Clock;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;

/** The drawing of the house, held by the build. No rule has an exception list; each says because of what. */
@AnalyzeClasses(packages = "id.signet", importOptions = HouseRulesTest.ProductionCode.class)
class HouseRulesTest {

    /** Also leaves out the test jar by which the ledger lends its fakes and databases. */
    static final class ProductionCode implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return Predefined.DO_NOT_INCLUDE_TESTS.includes(location) && !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule the_arrows_form_one_line_and_point_down = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("crypto")
            .definedBy("id.signet.crypto..")
            .layer("ledger")
            .definedBy("id.signet.ledger..")
            .layer("registry")
            .definedBy("id.signet.registry..")
            .layer("credential")
            .definedBy("id.signet.credential..")
            .layer("app")
            .definedBy("id.signet.app..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("credential")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("registry")
            .mayOnlyBeAccessedByLayers("credential", "app")
            .whereLayer("ledger")
            .mayOnlyBeAccessedByLayers("registry", "credential", "app")
            .because("a reader who knows the lower rooms needs to know nothing of the upper ones");

    @ArchTest
    static final ArchRule the_client_stands_alone = noClasses().that()
            .resideInAPackage("id.signet.client..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe("are of the service",
                    used -> used.getPackageName().startsWith("id.signet.")
                            && !used.getPackageName().startsWith("id.signet.client.")))
            .because("an integrator takes one small jar, and the wire is all that it shares with the service");

    @ArchTest
    static final ArchRule packages_have_no_cycles = slices().matching("id.signet.(**)")
            .should()
            .beFreeOfCycles()
            .because("two packages that need each other are one package with two names");

    @ArchTest
    static final ArchRule spring_stays_in_the_application_and_in_jdbc = noClasses().that()
            .resideOutsideOfPackages("id.signet.app..", "..jdbc..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..")
            .because("domain code is built with new in its tests and outlives its framework");

    @ArchTest
    static final ArchRule http_stays_in_the_application = noClasses().that()
            .resideOutsideOfPackage("id.signet.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "org.apache.catalina..")
            .because("the inside knows no HTTP");

    @ArchTest
    static final ArchRule doors_do_not_reach_into_the_database = noClasses().that()
            .resideInAPackage("id.signet.app.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql..", "..jdbc")
            .because("a door translates and decides nothing");

    @ArchTest
    static final ArchRule nimbus_stays_behind_our_tokens = noClasses().that()
            .resideOutsideOfPackages("id.signet.crypto.jose..", "..sdjwt..", "..oid4vci..", "..oid4vp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.nimbusds..")
            .because("its parsers accept what CompactToken refuses");

    @ArchTest
    static final ArchRule bouncy_castle_stays_in_crypto = noClasses().that()
            .resideOutsideOfPackage("id.signet.crypto..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bouncycastle..", "com.amazon.corretto..")
            .because("the provider of an algorithm is chosen in one class");

    @ArchTest
    static final ArchRule one_door_leads_out = noClasses().that()
            .resideOutsideOfPackage("id.signet.registry.net..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..")
            .because("addresses that strangers name are asked by OutboundHttp alone");

    @ArchTest
    static final ArchRule json_ld_stays_in_rdf = noClasses().that()
            .resideOutsideOfPackage("id.signet.crypto.rdf..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.apicatalog..", "jakarta.json..")
            .because("only there is it kept from the network and within a time limit");

    @ArchTest
    static final ArchRule pdf_stays_in_paper = noClasses().that()
            .resideOutsideOfPackage("id.signet.app.paper..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox..")
            .because("its parser sees only files whose bytes PaperCheck has found to be ours");

    @ArchTest
    static final ArchRule qr_codes_stay_in_qr = noClasses().that()
            .resideOutsideOfPackage("id.signet.app.qr..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.zxing..")
            .because("how squares are made is decided in one class");

    @ArchTest
    static final ArchRule one_json_library = noClasses().should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..", "com.google.gson..")
            .because("two JSON libraries read the same bytes differently");

    @ArchTest
    static final ArchRule no_mapper_reads_untrusted_bytes = noClasses().that()
            .resideOutsideOfPackages("id.signet.crypto.json..", "id.signet.client..")
            .should()
            .callMethodWhere(target(nameMatching("readTree|readValue"))
                    .and(target(owner(resideInAnyPackage("tools.jackson..")))))
            .because(
                    "StrictJson is the one door for bytes; the client runs elsewhere and reads its own service's answers");

    @ArchTest
    static final ArchRule one_clock = noClasses().that()
            .resideOutsideOfPackages("id.signet.app.config..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("time is injected, so that a test can turn it");

    @ArchTest
    static final ArchRule no_guessable_randomness = noClasses().should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .callMethod(Math.class, "random")
            .because("salts, keys and indexes are secrets");

    @ArchTest
    static final ArchRule no_printing = noClasses().that()
            .resideOutsideOfPackage("id.signet.app.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethodWhere(target(nameMatching("printStackTrace")))
            .because("a log line has a correlation id and a level; a printed one has neither");

    @ArchTest
    static final ArchRule no_second_logging_system = noClasses().should()
            .callMethodWhere(target(nameMatching("log|severe|warning|info|fine|finer|finest|error|warn|debug|trace"))
                    .and(target(owner(resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..",
                            "org.apache.logging..")))))
            .because("one log is configured in one place");

    @ArchTest
    static final ArchRule no_names_that_say_nothing = noClasses().that()
            .haveSimpleNameNotContaining("package-info")
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto)(\\$.*)?")
            .orShould()
            .haveSimpleNameStartingWith("Abstract")
            .because("a name tells by what an implementation differs");

    @ArchTest
    static final ArchRule errors_become_problems_in_one_place = classes().that()
            .containAnyMethodsThat(DescribedPredicate.describe("handle exceptions",
                    method -> method.isAnnotatedWith(ExceptionHandler.class)))
            .should()
            .resideInAPackage("id.signet.app.api.problem")
            .because("a caller meets one kind of error");

    @ArchTest
    static final ArchRule doors_live_in_api = classes().that()
            .areAnnotatedWith(RestController.class)
            .should()
            .resideInAPackage("id.signet.app.api..")
            .andShould()
            .haveSimpleNameEndingWith("Controller")
            .because("who looks for an address looks there");

    @ArchTest
    static final ArchRule records_and_values_have_no_setters = noClasses().that()
            .resideOutsideOfPackage("id.signet.app.config..")
            .should(new ArchCondition<>("have setters") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (var method : type.getMethods()) {
                        boolean setter = method.getName().matches("set[A-Z].*") && method.getModifiers()
                                .contains(
                                        JavaModifier.PUBLIC)
                                && method.getRawReturnType().isEquivalentTo(void.class);
                        if (setter) {
                            events.add(SimpleConditionEvent.satisfied(method, method.getDescription()));
                        }
                    }
                }
            })
            .because("a value that changes is first one truth and then another");
}
