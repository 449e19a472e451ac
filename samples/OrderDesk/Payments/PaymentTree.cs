using Artel;

namespace OrderDesk.Payments;

/// <summary>
/// Keeps the payment workers running. A card that crashes a worker is one order's trouble, and not the tree's: only a worker that crashes all the
/// time, as one would whose provider is gone for good, ends the tree, which is then started anew as a service is.
/// </summary>
[Supervisor(Id, Strategy = SupervisionStrategy.OneForOne, MaxRestarts = 200, Within = "5s")]
[Child("worker-1", "app.payments:worker")]
[Child("worker-2", "app.payments:worker")]
[Child("worker-3", "app.payments:worker")]
internal sealed partial class PaymentTree
{
    /// <summary>The definition, the service, and so the name of its process.</summary>
    public const string Id = "app:payments";
}
