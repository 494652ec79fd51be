//! What makes a password that somebody chose fit for use.

use super::operator::{Email, MAX_PASSWORD, MIN_PASSWORD};

/// Words that the commonest passwords are made of (from public lists of leaked ones), and our own name.
const COMMON_WORDS: [&str; 40] = [
    "password",
    "passwort",
    "motdepasse",
    "contrasena",
    "passw0rd",
    "p@ssw0rd",
    "p@ssword",
    "letmein",
    "welcome",
    "willkommen",
    "bienvenue",
    "changeme",
    "administrator",
    "admin",
    "superuser",
    "operator",
    "qwerty",
    "qwertyuiop",
    "azerty",
    "azertyuiop",
    "qwertz",
    "qwertzuiop",
    "asdfghjkl",
    "asdfgh",
    "zxcvbnm",
    "qazwsx",
    "qazwsxedc",
    "1qaz2wsx",
    "1q2w3e4r",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "trustno1",
    "whatever",
    "lineside",
    "monkey",
    "dragon",
];

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too short or too long.
    #[error("use a password of {MIN_PASSWORD} characters or more, at most {MAX_PASSWORD} bytes")]
    Length,
    /// It holds the address it belongs to.
    #[error("leave your address out of your password")]
    HoldsAddress,
    /// It is among the first that somebody would guess.
    #[error("this is one of the passwords that are guessed first; take another")]
    Common,
}

/// Checks a password that somebody chose for the account of `email`.
pub fn check(password: &str, email: &Email) -> Result<(), PasswordError> {
    let fits = password.chars().count() >= MIN_PASSWORD && password.len() <= MAX_PASSWORD;
    if !fits {
        return Err(PasswordError::Length);
    }
    let lower = password.to_lowercase();
    let address = email.as_str();
    let (name, host) = address.split_once('@').unwrap_or((address, ""));
    // A name of a letter or two is in every second word.
    if [name, host]
        .iter()
        .any(|part| part.len() > 3 && lower.contains(part))
    {
        return Err(PasswordError::HoldsAddress);
    }
    if is_common(&lower) {
        return Err(PasswordError::Common);
    }
    Ok(())
}

/// Whether it is a common word among figures and signs, a row of neighbours, or a few characters again and again.
fn is_common(lower: &str) -> bool {
    let filling = |c: char| !c.is_alphabetic();
    let word = lower.trim_matches(filling);
    let words: Vec<_> = lower
        .split(filling)
        .filter(|word| !word.is_empty())
        .collect();
    let chars: Vec<_> = lower.chars().collect();
    word.is_empty() && is_row(&chars)
        || COMMON_WORDS.iter().any(|common| {
            word == *common || lower.trim_matches(|c: char| !c.is_alphanumeric()) == *common
        })
        || !words.is_empty() && words.iter().all(|word| COMMON_WORDS.contains(word))
        || repeats(&chars)
        || is_row(&chars)
}

/// Whether each character follows the one before, up or down: `abcdefghijkl`, `987654321098`.
fn is_row(chars: &[char]) -> bool {
    let follows = |step: i32| {
        chars.windows(2).all(|pair| {
            let (a, b) = (pair[0] as i32, pair[1] as i32);
            let wraps = (pair[0] == '9' && pair[1] == '0' && step == 1)
                || (pair[0] == '0' && pair[1] == '9' && step == -1);
            b - a == step || wraps
        })
    };
    follows(1) || follows(-1)
}

/// Whether a piece of at most half its length, said again and again, makes it up.
fn repeats(chars: &[char]) -> bool {
    (1..=chars.len() / 2).any(|period| chars.iter().zip(&chars[period..]).all(|(a, b)| a == b))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of_ana(password: &str) -> Result<(), PasswordError> {
        check(password, &Email::parse("ana.lopez@shop.example").unwrap())
    }

    #[test]
    fn a_phrase_is_fine() {
        for good in [
            "correct horse battery",
            "tz7k-9wqe-mmpa",
            "ein langer Satz!",
            "опять двадцать пять",
        ] {
            assert_eq!(of_ana(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for bad in [
            "Password1234",
            "123password!!",
            "password password",
            "qwertyuiop12",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "121212121212",
            "123456789012",
            "987654321098",
            "abcdefghijkl",
            "Welcome2026!!",
            "lineside-admin",
            "1q2w3e4r1q2w3e4r",
            "passw0rd!!!!!",
        ] {
            assert_eq!(of_ana(bad), Err(PasswordError::Common), "{bad}");
        }
    }

    #[test]
    fn the_address_is_no_password() {
        for bad in [
            "Ana.Lopez!2026",
            "x-shop.example-x",
            "ana.lopez@shop.example",
        ] {
            assert_eq!(of_ana(bad), Err(PasswordError::HoldsAddress), "{bad}");
        }
        // Two letters are no secret to keep out.
        let short = Email::parse("bo@x.example").unwrap();
        assert_eq!(check("a bottle of water", &short), Ok(()));
    }

    #[test]
    fn it_is_neither_short_nor_endless() {
        for bad in ["", "elevenchars", &"äb".repeat(100)] {
            assert_eq!(of_ana(bad), Err(PasswordError::Length), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_or_refused_and_a_repetition_never_taken(piece in ".{1,6}") {
            let _ = of_ana(&piece);
            prop_assert!(of_ana(&piece.repeat(12)).is_err());
        }
    }
}
