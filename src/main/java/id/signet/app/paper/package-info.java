/**
 * Papers for people: PDF/A-3a and PDF/UA-1 documents in Chinese and English that carry what they say for machines too, and are
 * signed (docs/adr/0044).
 */
@NullMarked
package id.signet.app.paper;

import org.jspecify.annotations.NullMarked;
