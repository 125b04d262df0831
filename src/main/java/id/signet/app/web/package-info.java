/** What is shown to people: HTML that escapes what it is given, in Chinese and English. */
@NullMarked
package id.signet.app.web;

import org.jspecify.annotations.NullMarked;
