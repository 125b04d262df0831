/** DIF DID Registration over HTTP: what a Universal Registrar drives. */
@NullMarked
package id.signet.app.api.registrar;

import org.jspecify.annotations.NullMarked;
