//! The organisation's colour, made harmless.
//!
//! Of what an organisation chooses only the hue is kept. Lightness and chroma are fixed, so that no
//! hue is hard to read and none makes one answer louder than the other.

use std::fmt::Write as _;

/// Lightness and most chroma on a light page.
const ON_LIGHT: (f64, f64) = (0.46, 0.10);
/// Lightness and most chroma on a dark page.
const ON_DARK: (f64, f64) = (0.80, 0.09);

/// The style sheet `/brand.css` for a hue in degrees of OKLCH; 360 and above count round again.
#[must_use]
pub fn stylesheet(hue: u16) -> String {
    let hue = f64::from(hue % 360).to_radians();
    let mut sheet = String::from(":root{--brand-light:");
    push_hex(&mut sheet, clamped(ON_LIGHT, hue));
    sheet.push_str(";--brand-dark:");
    push_hex(&mut sheet, clamped(ON_DARK, hue));
    sheet.push_str("}\n");
    sheet
}

/// The colour with that lightness and hue, and with the most chroma that sRGB can show.
fn clamped((lightness, most): (f64, f64), hue: f64) -> [f64; 3] {
    (0..=100)
        .rev()
        .map(|percent| linear(lightness, most * f64::from(percent) / 100.0, hue))
        .find(|rgb| rgb.iter().all(|part| (0.0..=1.0).contains(part)))
        .unwrap_or([lightness.powi(3); 3])
}

/// OKLCH as linear sRGB (Björn Ottosson, "A perceptual color space for image processing").
fn linear(lightness: f64, chroma: f64, hue: f64) -> [f64; 3] {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let l = (0.215_803_757_3f64.mul_add(b, 0.396_337_777_4 * a) + lightness).powi(3);
    let m = ((-0.063_854_172_8f64).mul_add(b, -0.105_561_345_8 * a) + lightness).powi(3);
    let s = ((-1.291_485_548_0f64).mul_add(b, -0.089_484_177_5 * a) + lightness).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

fn push_hex(sheet: &mut String, rgb: [f64; 3]) {
    sheet.push('#');
    for part in rgb {
        let encoded = if part <= 0.003_130_8 {
            12.92 * part
        } else {
            1.055 * part.powf(1.0 / 2.4) - 0.055
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value is clamped into a byte first"
        )]
        let byte = (encoded * 255.0).round().clamp(0.0, 255.0) as u8;
        // Writing into a string does not fail.
        let _ = write!(sheet, "{byte:02x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_hue_is_readable_on_every_ground() {
        for hue in 0..360 {
            let sheet = stylesheet(hue);
            let colours: Vec<_> = sheet.split('#').skip(1).map(|rest| &rest[..6]).collect();
            // Paper, surface and sunken, as style/tokens.css names them.
            for ground in ["f8fafc", "ffffff", "ecf1f3"] {
                assert!(
                    contrast(colours[0], ground) >= 5.9,
                    "{hue} on light {ground}"
                );
            }
            for ground in ["0f161b", "171f25", "0a0f13"] {
                assert!(
                    contrast(colours[1], ground) >= 8.5,
                    "{hue} on dark {ground}"
                );
            }
        }
    }

    #[test]
    fn nothing_but_a_hue_reaches_the_sheet() {
        assert_eq!(stylesheet(160), stylesheet(520));
        assert_eq!(
            stylesheet(240).len(),
            ":root{--brand-light:#000000;--brand-dark:#000000}\n".len()
        );
    }
}
