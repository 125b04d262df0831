@NullMarked
package id.signet.credential.presentation;

import org.jspecify.annotations.NullMarked;
