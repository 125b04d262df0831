/** Settings, profiles and wiring: one class per module. */
@NullMarked
package id.signet.app.config;

import org.jspecify.annotations.NullMarked;
