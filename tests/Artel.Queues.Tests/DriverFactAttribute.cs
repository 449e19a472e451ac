using Xunit.Abstractions;
using Xunit.Sdk;

namespace Artel.Queues.Tests;

/// <summary>A fact of the contract: skipped, with the reason, in the classes of drivers whose server is not there.</summary>
[XunitTestCaseDiscoverer("Artel.Queues.Tests.DriverFactDiscoverer", "Artel.Queues.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DriverFactAttribute : FactAttribute;

/// <summary>Marks tests that need a RabbitMQ server, whose address the variable <c>ARTEL_RABBITMQ</c> holds.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsRabbitMqAttribute : Attribute
{
    public const string Variable = "ARTEL_RABBITMQ";

    /// <summary>Why the tests can't run; null where they can.</summary>
    public static string? Missing => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 }
        ? null
        : $"NOT TESTED: there is no RabbitMQ server. '.ci/rabbitmq start <folder>' starts one and prints its address, which {Variable} has to hold.";
}

/// <summary>Makes the test cases of <see cref="DriverFactAttribute"/>.</summary>
public sealed class DriverFactDiscoverer(IMessageSink messages) : FactDiscoverer(messages)
{
    private readonly IMessageSink _messages = messages;

    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        testMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsRabbitMqAttribute)).Any()
            ? new ServerTestCase(_messages, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), testMethod)
            : base.CreateTestCase(discoveryOptions, testMethod, factAttribute);
}

/// <summary>A test that needs the server.</summary>
public sealed class ServerTestCase : XunitTestCase
{
    [Obsolete("Called by the test runner.", error: true)]
    public ServerTestCase()
    {
    }

    public ServerTestCase(IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(messages, display, options, method)
    {
    }

    protected override string GetSkipReason(IAttributeInfo factAttribute) => NeedsRabbitMqAttribute.Missing ?? base.GetSkipReason(factAttribute);
}
