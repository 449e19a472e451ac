using Artel;
using Artel.Security;
using Microsoft.Extensions.DependencyInjection;
using OrderDesk.Orders;
using OrderDesk.Payments;

namespace OrderDesk;

/// <summary>What the order desk is made of, and who may do what in it.</summary>
internal static class OrderDeskSetup
{
    private const string Host = "app:processes";
    private const string OrdersPolicy = "app:orders";
    private const string PaymentsPolicy = "app:payments";

    /// <param name="services">The application's services.</param>
    /// <param name="queueFile">Where the queue is kept.</param>
    /// <param name="bookFile">Where the book is kept.</param>
    public static void AddOrderDesk(this IServiceCollection services, string queueFile, string bookFile)
    {
        services.AddSingleton<Catalog>();
        services.AddSingleton(_ => new OrderBook(bookFile));
        services.AddArtel(artel => artel
            .AddHost(Host)
            .AddDefinitions()
            .UseSqliteQueues(queueFile)
            .AddQueue(Desk.Queue)
            .AddService<Stock>(Stock.Service)
            .AddService<Cashier>(Cashier.Service, static cashier => cashier.RunAs(new Actor("payments"), [PaymentsPolicy]))
            .AddService<PaymentTree>(PaymentTree.Id, static tree => tree.Requires(Cashier.Service).RunAs(new Actor("payments"), [PaymentsPolicy]))
            .AddSecurity());
    }

    /// <summary>Those who handle orders may ask for prices, goods and payments; only payments may have to do with cards.</summary>
    private static ArtelBuilder AddSecurity(this ArtelBuilder artel) => artel
        .UseSecurityMode(SecurityMode.Strict)
        .AddPolicy(OrdersPolicy, static policy => policy
            .Allow(Permissions.QueuePublish)
            .Allow(Permissions.QueuePublishQueue).On(Desk.Queue)
            .Allow(Permissions.CallFunction).On(PriceFunction.FunctionId, DiscountFunction.FunctionId)
            .Allow(Permissions.Send).When("meta.name", ConditionOperator.In, new[] { Stock.Service, Cashier.Service }))
        .AddPolicy(PaymentsPolicy, static policy => policy
            .Allow(Permissions.Spawn, Permissions.SpawnLinked, Permissions.SpawnMonitored).On("app.payments:*")
            .Allow(Permissions.Host).On(Host)
            .Allow(Permissions.Send, Permissions.Link).When("meta.definition", ConditionOperator.Matches, "^app[.]payments:"))
        .UseIdentity(new Actor("order-desk"), [OrdersPolicy]);
}
