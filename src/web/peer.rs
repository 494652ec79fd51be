//! From where a request comes: the peer's address or, where the peer is a proxy that we trust, the one it names.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;

/// What proxies add the address to that a request came to them from.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The network that attempts of a request count for.
#[derive(Debug, Clone)]
struct Network(String);

/// Notes from which network a request comes.
pub async fn note_network(
    State(proxies): State<Arc<[IpNet]>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let network = around(client(&proxies, peer.ip(), request.headers()));
        request.extensions_mut().insert(Network(network));
    }
    next.run(request).await
}

/// The network that [`note_network`] noted.
pub fn network(request: &Request) -> String {
    let noted = request.extensions().get::<Network>();
    noted.map_or_else(|| "unknown".to_owned(), |Network(network)| network.clone())
}

/// The last address on the way that is none of our proxies'. What stands before it was written by somebody we know
/// nothing of, and so is never looked at.
fn client(proxies: &[IpNet], peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let lines = headers.get_all(FORWARDED_FOR).iter();
    let hops: Vec<_> = lines
        .flat_map(|line| line.to_str().unwrap_or_default().split(','))
        .collect();
    let mut here = peer.to_canonical();
    for hop in hops.into_iter().rev() {
        let trusted = proxies.iter().any(|network| network.contains(&here));
        match address(hop).filter(|_| trusted) {
            Some(before) => here = before,
            None => break,
        }
    }
    here
}

/// An address as proxies write it, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let alone = bare.unwrap_or(text).parse::<IpAddr>();
    let address = alone.or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    Some(address.ok()?.to_canonical())
}

/// An IPv4 address, or the /64 of an IPv6 one, of which one machine has all.
fn around(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn seen(proxies: &[&str], peer: &str, lines: &[&str]) -> String {
        let proxies: Vec<IpNet> = proxies.iter().map(|text| text.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
        }
        client(&proxies, peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_client_is_the_last_hop_that_is_none_of_our_proxies() {
        let ours = ["10.0.0.0/8", "::1/128"];
        for (peer, lines, client) in [
            ("10.0.0.1", vec![], "10.0.0.1"),
            ("10.0.0.1", vec!["203.0.113.9"], "203.0.113.9"),
            ("::ffff:10.0.0.1", vec!["203.0.113.9"], "203.0.113.9"),
            // What the client wrote itself stands to the left of what our proxy saw.
            ("10.0.0.1", vec!["192.0.2.1, 203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", vec!["192.0.2.1", "203.0.113.9"], "203.0.113.9"),
            ("10.0.0.1", vec!["203.0.113.9, 10.7.7.7"], "203.0.113.9"),
            ("10.0.0.1", vec!["10.7.7.7"], "10.7.7.7"),
            ("::1", vec!["[2001:db8::7]:4711"], "2001:db8::7"),
            ("::1", vec!["203.0.113.9:80 "], "203.0.113.9"),
            // What cannot be read ends the way: nothing to the left of it is believed.
            ("10.0.0.1", vec!["203.0.113.9, unknown"], "10.0.0.1"),
            ("10.0.0.1", vec!["203.0.113.9,"], "10.0.0.1"),
        ] {
            assert_eq!(seen(&ours, peer, &lines), client, "{peer} {lines:?}");
        }
    }

    #[test]
    fn a_network_is_an_address_or_the_64_of_one() {
        assert_eq!(around("203.0.113.9".parse().unwrap()), "203.0.113.9");
        assert_eq!(around("2001:db8::7".parse().unwrap()), "2001:db8:0:0::/64");
    }

    proptest! {
        #[test]
        fn whatever_a_stranger_writes_they_are_who_they_are(line in "[ -~]{0,60}") {
            prop_assert_eq!(seen(&["10.0.0.0/8"], "203.0.113.9", &[&line]), "203.0.113.9");
        }
    }
}
