/** QR codes (ISO/IEC 18004) as SVG, PNG and squares to draw. */
@NullMarked
package id.signet.app.qr;

import org.jspecify.annotations.NullMarked;
