package id.signet.app.paper;

/** Colours in sRGB, each part from 0 to 1. All have a contrast of 4.5 to 1 on white, or colour no text. */
enum Ink {
    TEXT(0x1c1f24),
    QUIET(0x5b626e),
    ACCENT(0x1f3b5c),
    LINE(0xc9ced6),
    GROUND(0xf3f5f8),
    WARNING(0x8c1d18);

    private final int rgb;

    Ink(int rgb) {
        this.rgb = rgb;
    }

    float red() {
        return (rgb >> 16) / 255f;
    }

    float green() {
        return (rgb >> 8 & 0xff) / 255f;
    }

    float blue() {
        return (rgb & 0xff) / 255f;
    }
}
