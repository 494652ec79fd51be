//! Identifiers. Made on the server (UUID version 7, RFC 9562), opaque everywhere else.

use serde::{Deserialize, Serialize};

/// Declares one identifier type: a string that only its own kind of thing carries.
macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps an identifier that was made by the server or read from its store.
            pub fn new(value: impl Into<String>) -> Self {
                Self(value.into())
            }

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

impl MessageId {
    /// The fragment of a page's address that leads to the message.
    pub fn anchor(&self) -> String {
        format!("m-{self}")
    }
}

impl IncidentId {
    /// The fragment of a page's address that leads to the known issue.
    pub fn anchor(&self) -> String {
        format!("i-{self}")
    }
}

id_types! {
    /// Identifies an [`Event`](super::event::Event) inside the store; people see its slug.
    EventId,
    /// Identifies a [`Message`](super::message::Message), scheduled or published.
    MessageId,
    /// Identifies a [`Draft`](super::draft::Draft).
    DraftId,
    /// Identifies an [`Incident`](super::incident::Incident).
    IncidentId,
    /// Identifies an [`Alert`](super::signals::Alert).
    AlertId,
    /// Identifies a [`Component`](super::component::Component) within its event, for example `checkout`.
    ComponentId,
    /// Identifies an [`Operator`](super::operator::Operator).
    OperatorId,
    /// Identifies an API token; never the token itself.
    TokenId,
    /// Identifies an [`Invitation`](super::invitation::Invitation); never the secret in its link.
    InvitationId,
    /// Identifies a log-in session to its owner; never what the cookie holds. It stays when the cookie changes.
    SessionId,
}
