/** Registered credential types: JSON Schema, JSON-LD context and vct of each immutable version. */
@NullMarked
package id.signet.registry.schema;

import org.jspecify.annotations.NullMarked;
